"""Every setting of the bureau, declared once: forms, checks and saving follow from it."""

from __future__ import annotations

from bureau.catalogue import HANDLINGS
from bureau.settings.number_patterns import NumberPattern
from bureau.settings.retention import RETENTION
from bureau.settings.setting import AnySetting, Setting
from bureau.settings.types import (
    Days,
    Hours,
    Hundredths,
    Line,
    Shares,
    Switch,
    Weekdays,
    WholeNumber,
    Years,
)

BUREAU_NAME = Setting(
    key="bureau-name",
    title="单位全称",
    section="单位",
    type=Line(limit=40),
    default="县城市管理局",
    hint="印在报表标题和落款上，如 云岭县城市管理局",
)
BUREAU_PHONE = Setting(
    key="bureau-phone", title="联系电话", section="单位", type=Line(limit=40), hint="印在报表末尾"
)
LETTERHEAD = Setting(
    key="letterhead",
    title="公文文头",
    section="单位",
    type=Line(limit=40),
    hint="红头文件的文头；空着就用单位全称加“文件”",
)
MAKER = Setting(
    key="paper-maker",
    title="填表人",
    section="报表落款",
    type=Line(limit=20),
    hint="空着就留给手签，下同",
)
CHECKER = Setting(key="paper-checker", title="审核人", section="报表落款", type=Line(limit=20))
HEAD = Setting(key="paper-head", title="单位负责人", section="报表落款", type=Line(limit=20))
MONTH_END_DAY = Setting(
    key="month-end-day",
    title="统计月截止日",
    section="统计口径",
    type=WholeNumber(minimum=1, maximum=31, unit="日"),
    default="31",
    hint="31 就是自然月；填 25 就从上月 26 日算到本月 25 日",
)
WEEK_START = Setting(
    key="week-start",
    title="周起始日",
    section="统计口径",
    type=WholeNumber(minimum=1, maximum=7),
    default="1",
    hint="周报从星期几算起：1 是星期一，6 是星期六，7 是星期日",
)
HANDLING_SHARES = Setting(
    key="handling-shares",
    title="服务管理执法比例",
    section="统计口径",
    type=Shares(parts=HANDLINGS),
    default="70/20/10",
    hint="“721”工作法的目标，三项合计 100",
)
REBOUND_WINDOW = Setting(
    key="rebound-window",
    title="反弹窗口",
    section="反弹认定",
    type=WholeNumber(minimum=0, maximum=3660, unit="天"),
    default="30",
    hint="结案后这么多天内，同一地点又出现同类问题，就算反弹；分类目录里另定了天数的按分类",
)
REBOUND_RADIUS = Setting(
    key="rebound-radius",
    title="反弹半径",
    section="反弹认定",
    type=WholeNumber(minimum=0, maximum=200, unit="米"),
    default="30",
    hint="填了坐标的，相距不超过这个距离就算同一地点",
)
OFFICE_HOURS = Setting(
    key="hours-office",
    title="机关上下班时间",
    section="机关作息",
    type=Hours(),
    default="08:30-12:00 14:30-17:30",
    hint="工作时限按它计算，如 08:30-12:00 14:30-17:30",
)
OFFICE_WEEKDAYS = Setting(
    key="weekdays-office",
    title="机关工作日",
    section="机关作息",
    type=Weekdays(),
    default="1-5",
    hint="周末上班的调休日以国家安排为准",
)
CREW_HOURS = Setting(
    key="hours-crews",
    title="作业队上下班时间",
    section="作业队作息",
    type=Hours(),
    default="06:00-22:00",
    hint="执法中队和环卫、路灯、市政作业队；中午休息的分两段写",
)
CREW_WEEKDAYS = Setting(
    key="weekdays-crews",
    title="作业队工作日",
    section="作业队作息",
    type=Weekdays(),
    default="1-7",
)
CREWS_WORK_HOLIDAYS = Setting(
    key="crews-work-holidays",
    title="作业队节假日照常上班",
    section="作业队作息",
    type=Switch(),
    default="是",
)
CREW_KINDS = Setting(
    key="kinds-crews",
    title="按作业队作息的单位类别",
    section="作业队作息",
    type=Line(limit=40),
    default="中队、所、公司",
    hint="用“、”隔开；其余单位按机关作息算期限",
)
SUPERVISE_AFTER = Setting(
    key="escalation-supervise",
    title="超期几天督办",
    section="超期督办",
    type=WholeNumber(minimum=1, maximum=365, unit="天"),
    default="1",
)
DEPUTY_AFTER = Setting(
    key="escalation-deputy",
    title="超期几天报分管领导",
    section="超期督办",
    type=WholeNumber(minimum=1, maximum=365, unit="天"),
    default="3",
)
HEAD_AFTER = Setting(
    key="escalation-head",
    title="超期几天报主要领导",
    section="超期督办",
    type=WholeNumber(minimum=1, maximum=365, unit="天"),
    default="7",
    hint="督办两次、三次仍未结案的，不等到这些天数也逐级上报",
)
COMPLAINT_WARNING = Setting(
    key="complaint-warning-days",
    title="投诉信访到期前几天提醒",
    section="到期提醒",
    type=WholeNumber(minimum=0, maximum=60, unit="天"),
    default="3",
)
COMPLAINT_SILENT = Setting(
    key="complaint-silent-days",
    title="投诉信访几天没有跟进就提醒",
    section="到期提醒",
    type=WholeNumber(minimum=1, maximum=60, unit="天"),
    default="7",
)
HOLD_WARNING = Setting(
    key="hold-warning-days",
    title="挂账到期前几天提醒",
    section="到期提醒",
    type=WholeNumber(minimum=0, maximum=60, unit="天"),
    default="3",
)
DECISION_WARNING = Setting(
    key="penalty-decision-warning-days",
    title="处罚决定到期前几天提醒",
    section="到期提醒",
    type=WholeNumber(minimum=0, maximum=60, unit="天"),
    default="10",
)
SEIZURE_WARNING = Setting(
    key="seizure-warning-days",
    title="暂扣物品到期前几天提醒",
    section="到期提醒",
    type=WholeNumber(minimum=0, maximum=30, unit="天"),
    default="3",
)
PERMIT_WARNING = Setting(
    key="permit-warning-days",
    title="广告许可到期前几天提醒",
    section="到期提醒",
    type=WholeNumber(minimum=0, maximum=365, unit="天"),
    default="30",
)
CLEANING_DAYS = Setting(
    key="purifier-cleaning-days",
    title="油烟净化器几天清洗一次",
    section="到期提醒",
    type=WholeNumber(minimum=1, maximum=365, unit="天"),
    default="60",
    hint="超过这些天没有清洗记录的列入清洗超期名单",
)
DECISION_DAYS = Setting(
    key="penalty-decision-days",
    title="立案后几天内作出处罚决定",
    section="处罚期限",
    type=WholeNumber(minimum=1, maximum=365, unit="天"),
    default="90",
    hint="行政处罚法第六十条：九十日；法律、法规、规章另有规定的从其规定",
)
APPEAL_DAYS = Setting(
    key="appeal-days",
    title="扣分送达后几个工作日内可以申诉",
    section="环卫和镇街考核",
    type=WholeNumber(minimum=1, maximum=60, unit="个工作日"),
    default="3",
)
BULLETIN_COPIES = Setting(
    key="bulletin-copies",
    title="通报抄送单位",
    section="环卫和镇街考核",
    type=Line(limit=200),
    hint="印在签发后的考核通报末页，如 县委办公室，县政府办公室；空着就不印“抄送”",
)
KEEPING_DAYS = Setting(
    key="seizure-keeping-days",
    title="先行登记保存的期限",
    section="暂扣期限",
    type=WholeNumber(minimum=1, maximum=30, unit="个工作日"),
    default="7",
    hint="行政处罚法第五十六条、第八十五条：七个工作日",
)
SEIZURE_DAYS = Setting(
    key="seizure-days",
    title="扣押、查封的期限",
    section="暂扣期限",
    type=WholeNumber(minimum=1, maximum=30, unit="天"),
    default="30",
    hint="行政强制法第二十五条：不得超过三十日",
)
SEIZURE_EXTENSION = Setting(
    key="seizure-extension-days",
    title="扣押、查封最多延长",
    section="暂扣期限",
    type=WholeNumber(minimum=1, maximum=30, unit="天"),
    default="30",
    hint="行政强制法第二十五条：经批准可以延长，不得超过三十日",
)
DAYS_WORKED = Setting(
    key="days-worked", title="另定的上班日", section="放假调休", type=Days(), hint="本局自己定的"
)
DAYS_FREE = Setting(
    key="days-free", title="另定的放假日", section="放假调休", type=Days(), hint="本局自己定的"
)
ENTERED_YEARS = Setting(
    key="years-entered",
    title="已录完放假安排的年份",
    section="放假调休",
    type=Years(),
    hint="这些年份不再查国家安排，只看上面录入的日子",
)

AGENCY_WORD = Setting(
    key="notice-agency-word",
    title="机关代字",
    section="文书",
    type=Line(limit=12),
    hint="写进文书编号，如 云城管",
)
RECTIFY_NUMBER = Setting(
    key="notice-number-rectify",
    title="责令改正通知书编号",
    section="文书",
    type=NumberPattern(),
    default="{机关代字}责改字〔{年}〕第{序:3}号",
    hint="每年从 1 起，作废的号不再用；{序:3} 是三位，{序} 不补零",
)
MEND_NUMBER = Setting(
    key="notice-number-mend",
    title="整改通知书编号",
    section="文书",
    type=NumberPattern(),
    default="{机关代字}整改字〔{年}〕第{序:3}号",
)
SUPERVISE_NUMBER = Setting(
    key="notice-number-supervise",
    title="督办单编号",
    section="文书",
    type=NumberPattern(),
    default="{机关代字}督办字〔{年}〕第{序:3}号",
)
NOTICE_OVERDUE = Setting(
    key="notice-overdue",
    title="逾期不改的后果",
    section="文书",
    type=Line(limit=200),
    default="逾期不改正的，本机关将依法处理。",
    hint="印在责令改正通知书上，下同",
)
NOTICE_RIGHTS = Setting(
    key="notice-rights",
    title="陈述申辩和救济",
    section="文书",
    type=Line(limit=300),
    default="你（单位）对本通知有异议的，可以向本机关陈述、申辩，也可以依法申请行政复议或者提起行政诉讼。",
)
BUREAU_ADDRESS = Setting(
    key="bureau-address", title="机关地址", section="文书", type=Line(limit=60)
)
INSTRUCTION_DAYS = Setting(
    key="instruction-days",
    title="批示件办理期限",
    section="发文收文",
    type=WholeNumber(minimum=1, maximum=250, unit="个工作日"),
    default="10",
    hint="交办时没有写时限的，从交办那天数起",
)
NOTICE_CONTACT = Setting(
    key="notice-contact",
    title="文书联系人",
    section="文书",
    type=Line(limit=20),
    hint="空着就留给手写；电话用上面的联系电话",
)
PARTY_HEAD = Setting(
    key="party-head",
    title="党组主要负责人",
    section="党建任务",
    type=Line(limit=20),
    hint="责任链里的“主要负责人”；空着就用报表落款的单位负责人",
)
PARTY_WARNING = Setting(
    key="party-warning-days",
    title="党建任务到期前几天亮黄灯",
    section="党建任务",
    type=WholeNumber(minimum=0, maximum=180, unit="天"),
    default="30",
)
PARTY_MEETINGS = Setting(
    key="party-meeting-warning-days",
    title="组织生活周期结束前几天提醒",
    section="党建任务",
    type=WholeNumber(minimum=0, maximum=90, unit="天"),
    default="10",
    hint="这个周期还没有开够的列在“三会一课”页上",
)
PARTY_TERMS = Setting(
    key="party-term-warning-days",
    title="支部届满前几天提醒",
    section="党建任务",
    type=WholeNumber(minimum=0, maximum=365, unit="天"),
    default="90",
)
PARTY_FULL = Setting(
    key="party-full-marks",
    title="党建任务全年满分",
    section="党建任务",
    type=WholeNumber(minimum=1, maximum=1000, unit="分"),
    default="100",
    hint="一年里各项任务的权重合计应等于它",
)
PARTY_HALF_YEAR = Setting(
    key="party-half-year-month",
    title="半年督查在几月底前",
    section="党建任务",
    type=WholeNumber(minimum=6, maximum=9, unit="月"),
    default="7",
    hint="长期坚持的任务到这时要有半年进展",
)
PARTY_YEAR_END = Setting(
    key="party-year-end-month",
    title="年终考核在次年几月底前",
    section="党建任务",
    type=WholeNumber(minimum=0, maximum=3, unit="月"),
    default="1",
    hint="0 就是当年年底；长期坚持的任务到这时要有年终总结",
)
GAS_MINUTES = Setting(
    key="permit-gas-minutes",
    title="气体检测后几分钟内作业",
    section="作业票",
    type=WholeNumber(minimum=1, maximum=240, unit="分钟"),
    default="30",
    hint="有限空间：超过了要重新检测",
)
OXYGEN_LOW, OXYGEN_HIGH, H2S_HIGH, CO_HIGH, LEL_HIGH = (
    Setting(
        key=f"permit-{key}",
        title=title,
        section="作业票",
        type=Hundredths(minimum=0, maximum=100_00, unit=unit),
        default=default,
        hint=hint,
    )
    for key, title, unit, default, hint in (
        ("oxygen-low", "氧气不低于", "%", "19.5", "GB 8958"),
        ("oxygen-high", "氧气不高于", "%", "23.5", ""),
        ("h2s-high", "硫化氢不超过", "mg/m³", "10", "GBZ 2.1"),
        ("co-high", "一氧化碳不超过", "mg/m³", "20", "GBZ 2.1"),
        ("lel-high", "可燃气体不超过爆炸下限的", "%", "10", ""),
    )
)
WATER_RESPONSE = Setting(
    key="waterlogging-response-minutes",
    title="积水后几分钟内到场",
    section="防汛",
    type=WholeNumber(minimum=1, maximum=1440, unit="分钟"),
    default="120",
    hint="“积水记录”的“响应”按它算",
)

BUREAU: tuple[AnySetting, ...] = (
    BUREAU_NAME,
    BUREAU_PHONE,
    LETTERHEAD,
    MAKER,
    CHECKER,
    HEAD,
    MONTH_END_DAY,
    WEEK_START,
    HANDLING_SHARES,
    REBOUND_WINDOW,
    REBOUND_RADIUS,
    SUPERVISE_AFTER,
    DEPUTY_AFTER,
    HEAD_AFTER,
    HOLD_WARNING,
    APPEAL_DAYS,
    BULLETIN_COPIES,
    PARTY_HEAD,
    PARTY_WARNING,
    PARTY_MEETINGS,
    PARTY_TERMS,
    PARTY_FULL,
    PARTY_HALF_YEAR,
    PARTY_YEAR_END,
    GAS_MINUTES,
    OXYGEN_LOW,
    OXYGEN_HIGH,
    H2S_HIGH,
    CO_HIGH,
    LEL_HIGH,
    WATER_RESPONSE,
    COMPLAINT_WARNING,
    COMPLAINT_SILENT,
    SEIZURE_WARNING,
    DECISION_WARNING,
    PERMIT_WARNING,
    CLEANING_DAYS,
    DECISION_DAYS,
    KEEPING_DAYS,
    SEIZURE_DAYS,
    SEIZURE_EXTENSION,
    AGENCY_WORD,
    RECTIFY_NUMBER,
    MEND_NUMBER,
    SUPERVISE_NUMBER,
    NOTICE_OVERDUE,
    NOTICE_RIGHTS,
    BUREAU_ADDRESS,
    NOTICE_CONTACT,
    INSTRUCTION_DAYS,
    *RETENTION.values(),
)
HOURS: tuple[AnySetting, ...] = (
    OFFICE_HOURS,
    OFFICE_WEEKDAYS,
    CREW_HOURS,
    CREW_WEEKDAYS,
    CREWS_WORK_HOLIDAYS,
    CREW_KINDS,
)
HOLIDAYS: tuple[AnySetting, ...] = (DAYS_WORKED, DAYS_FREE, ENTERED_YEARS)
ALL = (*BUREAU, *HOURS, *HOLIDAYS)
BY_KEY = {setting.key: setting for setting in ALL}
