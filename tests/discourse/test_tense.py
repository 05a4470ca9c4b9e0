"""The tense model is a table that can be fitted again."""

from __future__ import annotations

import math

from kg.discourse.fit import fit
from kg.discourse.tense import ngrams, plan_score, weights


def test_weights_are_finite_and_short():
    table = weights()
    assert "" in table and len(table) > 500
    assert all(math.isfinite(weight) for weight in table.values())
    assert all(len(gram) <= 4 for gram in table)


def test_plans_score_higher_than_reviews():
    plans = ["力争新增幼儿园8所", "加快推进码头建设", "支持企业技术改造", "让群众享有更好服务"]
    reviews = ["高新技术企业达到49家", "成功获批国家级高新区", "荣获全国文明城市称号", "产业园加快建设"]
    assert min(map(plan_score, plans)) > max(map(plan_score, reviews))


def test_fit_finds_what_tells_the_two_apart():
    plan, review = frozenset(ngrams("力争开工")), frozenset(ngrams("成功开工"))
    reports = [[(plan, True), (review, False)] * 8 for _ in range(25)]
    table = fit(reports)
    assert sum(table.get(gram, 0) for gram in plan) > 0 > sum(table.get(gram, 0) for gram in review)
    assert "开工" not in table
