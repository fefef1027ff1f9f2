"""What `report` makes, by the word it is called with: said by --help without reading any of it."""

from __future__ import annotations

from typing import Final

PAPERS: Final = {
    "monthly": "城市管理工作月报",
    "market": "市容秩序整治工作报告",
    "analysis": "案件综合分析",
    "rebounds": "反弹分析",
    "overdue-list": "超期清单",
    "rebound-list": "反弹清单",
    "sanitation": "环卫考核报告",
    "fee-sheets": "环卫服务费核算表",
    "deductions": "环卫扣分明细表",
    "contractor-bulletin": "环卫考核通报",
    "contractor-notice": "环卫考核结果和整改通知书",
    "payment-approval": "服务费支付审批表",
    "inspection-sheet": "环卫现场检查表",
    "inspection-blank": "空白环卫现场检查表",
    "towns": "镇街考核工作报告",
    "town-bulletin": "镇街考核通报",
    "town-rewards": "镇街奖罚表",
    "town-slides": "考核问题分析（幻灯片）",
    "town-check-sheet": "镇街现场检查表",
    "town-check-blank": "空白镇街现场检查表",
    "review-meeting": "考核点评会记录",
    "facilities": "路灯和市政设施维护报告",
    "facilities-analysis": "设施维修分析",
    "lighting": "路灯亮灯情况通报",
    "stock-sheet": "材料收发存表",
    "material-sheet": "材料领用明细",
    "stock-take": "设施年度清查表",
    "stock-take-blank": "空白清查登记表",
    "hazard-list": "安全隐患排查治理清单",
    "waterlogging-list": "易涝点清单",
    "maintenance-plan": "设施养护计划表",
    "maintenance-due": "到期养护清单",
    "party": "党建工作报告",
    "party-branch-year": "党支部工作情况报告",
    "party-dues": "党费收缴表",
    "party-matrix": "组织生活频次落实情况",
    "party-tasks": "党建工作任务清单",
    "party-half-year": "党建工作半年督查表",
    "party-annual": "党建工作年终考核表",
    "party-duty": "党建工作个人任务清单",
    "party-chain": "党建工作责任链",
    "weekly": "工作周报",
    "daily-brief": "专班日报",
    "month-warnings": "月结核对单",
    "year-pack": "年终汇总",
    "handover": "值班交接单",
    "document-register": "发文登记簿",
    "receipt-register": "收文登记簿",
    "instruction-list": "领导批示办理情况",
    "ledger": "一个台账的记录（--ledger）",
}
"""Papers of a period."""
SHEETS: Final = {
    "notices": "文书",
    "receipts": "送达回证",
    "supervision": "督办单",
    "evidence": "照片证据卡",
    "case-file": "案件卷宗",
    "round-sheet": "现场检查表",
    "check-sheet": "镇街现场检查表",
    "party-meeting-sheet": "会议记录",
    "party-duty-sheet": "个人任务清单",
    "meeting-record": "点评会记录",
    "repair-order": "维修派工单",
    "repair-acceptance": "维修验收单",
    "facility-card": "设施卡片",
    "stock-take-road": "清查登记表",
    "hazard-notice": "隐患整改通知单",
    "work-permit": "作业票",
    "official-paper": "公文",
    "draft-sheet": "发文稿纸",
    "receipt-sheet": "收文处理单",
    "instruction-sheet": "批示件办理单",
}
"""Papers of the records that --where chooses."""


def listed() -> str:
    """Every kind with its name, a line each, under two headings."""
    lines = []
    for heading, kinds in (("一个时期的材料", PAPERS), ("所选记录的单据（--where）", SHEETS)):
        lines.append(f"{heading}：")
        lines += [f"  {kind:<22}{name}" for kind, name in kinds.items()]
    return "\n".join(lines)
