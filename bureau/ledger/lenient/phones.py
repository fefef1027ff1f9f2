"""Telephone and identity numbers, and what others may see of them and of names and addresses."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.texts import refuse_error_value, tidy

_MOBILE = r"1[3-9]\d{9}"
_AREA = r"0(?:10|2\d|[3-9]\d\d)"
_LABEL = re.compile(r"^(?:联系)?(?:电话|手机|座机|热线|号码|tel|phone|mobile)(?:号码?)?[.:]?", re.I)
_NOTE = re.compile(
    r"\((?:微信|同号|微信同号|手机|座机|电话|家|家里|办|办公室|本人|值班室?|24小时)\)"
)
_DAMAGED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.I)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DOUBLE_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|尉迟|东方|夏侯|皇甫|公孙|令狐|长孙|慕容|司徒|端木|宇文|南宫|独孤|轩辕|闻人|钟离"
)
_BODY = re.compile(
    r"(?:公司|集团|局|委|办|处|所|站|队|中心|学校|小学|中学|大学|幼儿园|医院|银行|村委会|居委会|社区|街道|镇政府|"
    r"合作社|协会|项目部|指挥部|物业|工地)(?:[(（].*[)）])?$"
)


def parse_phone(raw: Raw) -> str:
    """Telephone numbers as kept: 13812345678, 0797-1234567, several joined by 、.

    Unusual numbers of digits alone are kept as they are. Raises EntryFault.
    """
    text = _whole_number(raw, "电话") if isinstance(raw, int | float | Decimal) else raw
    if not isinstance(text, str):
        raise EntryFault(f"“{raw}”不是电话号码", "请只写号码，如 13812345678")
    if re.fullmatch(_MOBILE, text, re.A):
        return text
    refuse_error_value(text)
    plain = _LABEL.sub("", normalize("NFKC", tidy(text)))
    plain = _NOTE.sub("", re.sub(r"[—–−―─]", "-", plain))
    if _DAMAGED.fullmatch(plain):
        raise EntryFault(f"“{text}”是表格软件改坏的号码", "请把该列设为文本，重新填写完整号码")
    numbers = [_number(part, text) for part in _parts(plain)]
    if not numbers:
        raise EntryFault("没有电话号码", "请只写号码，如 13812345678")
    return "、".join(dict.fromkeys(numbers))


def parse_id(raw: Raw) -> str:
    """A resident identity number: 18 characters with their check digit, or 15 of the old kind."""
    if isinstance(raw, int | float | Decimal) and raw >= 10**15:
        # A spreadsheet keeps fifteen digits of a number; the last three have become zeros.
        raise EntryFault(
            "身份证号被表格软件当成数字，后三位已经丢失", "请把该列设为文本，重新填写 18 位号码"
        )
    text = _whole_number(raw, "身份证号") if isinstance(raw, int | float | Decimal) else raw
    if not isinstance(text, str):
        raise EntryFault(f"“{raw}”不是身份证号", "请填写 18 位号码")
    refuse_error_value(text)
    number = re.sub(r"[\s'‘’`-]", "", normalize("NFKC", tidy(text))).upper().replace("×", "X")
    if "*" in number:
        raise EntryFault("身份证号有几位被遮住", "请填写完整号码，或者留空")
    if _DAMAGED.fullmatch(number):
        raise EntryFault(f"“{text}”是表格软件改坏的号码", "请把该列设为文本，重新填写 18 位号码")
    if re.fullmatch(r"\d{15}", number):
        return _born(number, "19" + number[6:12])
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise EntryFault(f"身份证号是 {len(number)} 位，要 18 位数字（末位可为 X）", "请核对号码")
    if check_digit(number[:17]) != number[17]:
        if number.endswith("000"):
            raise EntryFault(
                "身份证号后三位成了 000，是被表格软件改坏的", "请把该列设为文本，重新填写 18 位号码"
            )
        raise EntryFault("身份证号的校验位不对", "请逐位核对号码")
    return _born(number, number[6:14])


def check_digit(body: str) -> str:
    """The last character of an identity number whose first 17 digits are `body` (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True))
    return "10X98765432"[total % 11]


def mask_phone(text: str) -> str:
    """138****1234, 0797-***4567; numbers of up to six digits (12345, 110) are public."""
    return "、".join(_masked_number(part) for part in text.split("、"))


def mask_id(text: str) -> str:
    """3607**********1234: region and last four characters."""
    if len(text) < 12:
        return "*" * len(text)
    return text[:4] + "*" * (len(text) - 8) + text[-4:]


def mask_name(text: str) -> str:
    """王**, 欧阳*; a shop keeps its trade (蒋**早餐店), a company or an office all of its name.

    Of an amount nothing is told.
    """
    if re.fullmatch(r"[\d.]+", text):
        return "***"
    return re.sub(r"[^、，,;；/\n]+", lambda match: _masked_name(match[0]), text)


def mask_address(text: str) -> str:
    """A person's address down to its road or village: 建设大道***."""
    head = re.split(
        r"\d|[一二三四五六七八九十]+(?:号|栋|幢|单元|楼|层|室|组)", normalize("NFKC", text)
    )[0]
    road = re.search(r"大道|路|街(?!道)|巷|弄", head)
    places = list(re.finditer(r"省|市|县|区|镇|乡|街道|村|社区", head))
    place = road or (places[-1] if places else None)
    kept = head[: place.end() if place else 2]
    return f"{kept}***" if text else ""


def _whole_number(raw: float | Decimal, what: str) -> str:
    """The digits of a number that a spreadsheet kept as a number."""
    if isinstance(raw, float) and raw > 0 and raw.is_integer():
        return str(int(raw))
    number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    whole = number.is_finite() and number == number.to_integral_value() and number > 0
    if isinstance(raw, bool) or not whole:
        raise EntryFault(f"“{raw}”不是{what}", "请把该列设为文本，重新填写完整号码")
    return format(number.to_integral_value(), "f").split(".")[0]


def _parts(text: str) -> list[str]:
    """The numbers of one cell; a blank parts them only where both sides are whole numbers."""
    parts: list[str] = []
    for piece in re.split(r"[、/;,|\n]|或者?|和", text):
        words = piece.split()
        if len(words) > 1 and all(re.fullmatch(rf"{_MOBILE}|[\d-]{{8,}}", word) for word in words):
            parts += words
        elif words:
            parts.append("".join(words))
    return parts


def _number(part: str, shown: str) -> str:
    """One telephone number as kept."""
    if "*" in part:
        raise EntryFault(f"“{shown}”有几位被遮住", "请填写完整号码，或者留空")
    number = re.sub(rf"^(?:\+|00)86-?(?={_MOBILE}|\d|\()", "", part)
    country = number != part
    match = re.fullmatch(
        r"\(?(?P<main>[\d()-]*\d)(?:(?:转|-转|ext\.?|#)(?P<extension>\d{1,6}))?", number, re.I
    )
    if match is None:
        raise EntryFault(f"“{shown}”里有号码以外的字", "请只写号码，如 13812345678")
    digits = re.sub(r"\D", "", match["main"])
    if country and re.fullmatch(r"10\d{8}|2\d{9}|[3-9]\d{9,10}", digits):
        digits = f"0{digits}"
    if not 3 <= len(digits) <= 20:
        advice = "几个号码之间请用顿号隔开" if len(digits) > 20 else "请核对号码"
        raise EntryFault(f"“{shown}”有 {len(digits)} 位数字，不像电话号码", advice)
    # An old habit: a trunk 0 before a mobile number of another place.
    digits = re.sub(rf"^0(?={_MOBILE}$)", "", digits)
    tail = f"转{match['extension']}" if match["extension"] else ""
    landline = re.fullmatch(rf"({_AREA})(\d{{7,8}})", digits)
    if landline:
        return f"{landline[1]}-{landline[2]}{tail}"
    if re.fullmatch(r"[48]00\d{7}", digits):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}{tail}"
    # 0797-1234567-801: the second dash parts an extension.
    extended = re.fullmatch(rf"\(?({_AREA})\)?-?(\d{{7,8}})-(\d{{1,6}})", match["main"])
    if extended:
        return f"{extended[1]}-{extended[2]}转{extended[3]}"
    return digits + tail


def _born(number: str, born: str) -> str:
    """`number`, when the birthday in it exists."""
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        raise EntryFault(f"身份证号里的出生日期 {born} 不存在", "请逐位核对号码") from None
    return number


def _masked_number(text: str) -> str:
    text, turn, extension = text.partition("转")
    if turn:
        return _masked_number(text) + turn + "*" * len(extension)
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    if len(digits) <= 6 or "****" in text:
        return text
    area = re.match(_AREA, text)
    head = 0 if len(digits) < 11 and not area else len(area[0]) if area else 3
    hidden = set(digits[head:-4])
    return "".join("*" if place in hidden else letter for place, letter in enumerate(text))


def _masked_name(text: str) -> str:
    name = text.strip()
    if len(name) > 3 and _BODY.search(name):
        return name
    kept = 2 if len(name) > 2 and _DOUBLE_SURNAME.match(name) else 1
    if len(name) == 1:
        return "*"
    if len(name) <= 4:
        return name[:kept] + "*" * (len(name) - kept)
    # A shop often bears its keeper's name: hide what may be the given name, show the trade.
    return name[:kept] + "**" + name[kept + 2 :]
