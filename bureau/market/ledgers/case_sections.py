"""How the form of a case reads: in the order of the paper, from the finding to the review."""

from bureau.ledger.declaration import Section

CASE_SECTIONS = (
    Section(
        "发现",
        (
            *("number", "found_on", "found_time", "source"),
            *("town", "community", "road", "address", "place_kind", "point", "grid"),
        ),
    ),
    Section("问题", ("category", "subcategory", "description", "campaign")),
    Section("当事人", ("party_kind", "party_name", "shop", "party_licence", "phone")),
    Section(
        "处置",
        (
            *("handling", "unit", "person", "helping_unit", "due_on", "due_time"),
            *("state", "closed_on", "result", "notice_number", "delivered_on"),
        ),
    ),
    Section(
        "复查和回访",
        ("reviewed_on", "reviewed_by", "review", "satisfaction", "called_back_on", "call_note"),
    ),
    Section("登记", ("registered_by", "registered_at", "note", "unlinked")),
)
