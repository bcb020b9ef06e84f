"""What 国令第713号 asks of the way to a 重大行政决策."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.library.check_input import Checked, Finding, at, bound, whole
from gongkai.model.documents import Consultation, Decision, Document

_PAPERS = (("proposal", "草案（proposal.md）"), ("explanation", "说明（explanation.md）"))
_REFUSED = ("不采纳", "部分采纳")
_HEARING = 7  # days before a hearing by which its papers are out (art. 16)
_HEARING_ON_RULES = 30  # of a 规章 (规章制定程序条例 art. 16)


def consultation_periods(checked: Checked) -> Iterator[Finding]:
    """Opinions are taken for as many days as the kind asks, or a reason is given (art. 15)."""
    wanted = dict(checked.site.deadlines.consultation_days)
    for document, _, consultation in _consultations(checked):
        days = (consultation.closes - consultation.opens).days + 1
        if days < 1:
            yield at(
                document, "decision/consultation-order", "consultation",
                f"征求意见的截止 {consultation.closes} 早于开始 {consultation.opens}", "核对「开始」和「截止」",
            )  # fmt: skip
            continue
        least = wanted.get(consultation.kind)
        short = least is not None and days < least and not consultation.shortened
        if short and bound("decision/consultation-short", document):
            yield at(
                document, "decision/consultation-short", "consultation",
                f"{consultation.kind}征求意见只有{days}天，规定不少于{least}天",
                "延长「截止」；情况紧急的写 缩短原因: 原因，页面会一并公布",
            )  # fmt: skip


def consultation_papers(checked: Checked) -> Iterator[Finding]:
    """Draft, explanation and a way to take part are there when the period begins (art. 15)."""
    for document, decision, consultation in _consultations(checked):
        if consultation.opens > checked.today or not bound(
            "decision/consultation-incomplete", document
        ):
            continue
        shown = [
            part.name
            for part in decision.parts
            if not part.hold and part.published <= checked.as_of
        ]
        missing = [label for name, label in _PAPERS if name not in shown]
        if not consultation.channels:
            missing.append("参与方式（channels）")
        if missing:
            yield at(
                document, "decision/consultation-incomplete", "consultation",
                f"意见征集缺{'、'.join(missing)}", "补上已经公开的材料和方式，信函、电话、当面、网络至少一种",
            )  # fmt: skip


def feedback(checked: Checked) -> Iterator[Finding]:
    """采纳情况 comes after the period, in time, and says why an opinion was not taken (art. 18)."""
    allowed = checked.site.deadlines.feedback_days
    for document, decision, consultation in _consultations(checked):
        answer = decision.feedback
        path = document.path.rpartition("/")[0] + "/feedback.yaml"
        if answer and answer.published.date() <= consultation.closes:
            yield whole(
                path, "decision/feedback-early",
                f"意见征集到 {consultation.closes} 才结束，采纳情况却在 {answer.published.date()} 公布",
                "核对「发布日期」和 decision.yaml 的「截止」",
            )  # fmt: skip
        due = consultation.closes + timedelta(days=allowed)
        waiting = answer is None or answer.published > checked.as_of
        if waiting and checked.today > due and bound("decision/feedback-late", document):
            yield at(
                document, "decision/feedback-late", "consultation",
                f"意见征集 {consultation.closes} 结束，{allowed}天内没有公布采纳情况",
                "写 feedback.yaml：收到多少条，采纳了哪些，没有采纳的为什么",
            )  # fmt: skip
        for opinion in answer.opinions if answer else ():
            silent = opinion.outcome in _REFUSED and not opinion.reason
            if silent and bound("decision/opinion-reason", document):
                yield whole(
                    path, "decision/opinion-reason",
                    f"{opinion.clause}的意见“{opinion.outcome}”，没有写理由", "加一行 reason: 理由",
                )  # fmt: skip


def hearings(checked: Checked) -> Iterator[Finding]:
    """The papers of a hearing are out days before it (art. 16)."""
    for document in checked.own:
        decision = document.decision
        if decision is None or not bound("decision/hearing-notice", document):
            continue
        rules = decision.consultation and decision.consultation.kind == "规章草案"
        least = _HEARING_ON_RULES if rules else _HEARING
        out = _papers_out(document, decision)
        for event in decision.events:
            if "听证" in event.kind and (event.date - out).days < least:
                yield at(
                    document, "decision/hearing-notice", "events",
                    f"{event.date} 听证，草案 {out} 才公布，不满{least}天", "核对日期；听证前公布草案和说明",
                )  # fmt: skip


def _consultations(checked: Checked) -> Iterator[tuple[Document, Decision, Consultation]]:
    for document in checked.own:
        decision = document.decision
        if decision and decision.consultation:
            yield document, decision, decision.consultation


def _papers_out(document: Document, decision: Decision) -> date:
    days = [part.published.date() for part in decision.parts if part.name == "proposal"]
    return min(days, default=document.published.date())
