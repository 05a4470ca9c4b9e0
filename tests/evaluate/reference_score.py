#!/usr/bin/env python3
"""Score a graph built from ONE document against that document's gold facts.

    python score.py GRAPH.ttl GOLD.json [GRAPH.ttl GOLD.json ...] [--errors] [--json]

GRAPH is Turtle that follows ../ONTOLOGY.md; GOLD is one of ../gold/*.json (README.md there).
Gold items carry "required": true where two independent annotators agree, false where only one
of them states it. A required item that the graph lacks costs recall; a predicted item that is
neither required nor optional costs precision; an optional item costs nothing either way.

Names are compared after removing white space, quotation marks and punctuation. `strict` wants an
equal name or surface form; `relaxed` also takes names with a similarity ratio of at least 0.75.
Relations are scored on relaxed entity matches. Several pairs are pooled (micro average).
"""

import json
import re
import sys
from collections import Counter, defaultdict
from difflib import SequenceMatcher

from rdflib import RDF, Graph, Namespace
from rdflib.namespace import SKOS

KG = Namespace("https://w3id.org/civic-kg/ontology#")
TYPES = [
    "District",
    "Site",
    "Company",
    "Organization",
    "Project",
    "Programme",
    "PolicyDocument",
    "Event",
    "Award",
    "Person",
    "Industry",
]
RELATIONS = {
    "located_in": "locatedIn",
    "part_of": "partOf",
    "holds_position": "holdsPosition",
    "resident_of": "residentOf",
    "undertakes": "undertakes",
    "implements": "implements",
    "stage": "stage",
    "awarded": "awarded",
    "holds_event": "holdsEvent",
    "issued": "issued",
    "authored": "authored",
    "develops": "develops",
    "age": "age",
}
STAGES = {
    "planned": "Planned",
    "signed": "Signed",
    "approved": "Approved",
    "started": "Started",
    "under_construction": "UnderConstruction",
    "completed": "Completed",
    "in_operation": "InOperation",
    "closed": "Closed",
}
MODALITY = {KG.Actual: "actual", KG.Estimated: "estimated", KG.Target: "target"}
CORE = {"District", "Company", "Project", "Programme", "Person"}


def norm(text):
    return re.sub(r"[\s“”\"‘’'「」『』《》〈〉·‧、,,()()\[\]【】—–\-]", "", text).lower()


def unit_of(text):
    """1万余亩 and 1万亩 carry the same unit; the bound is a matter of its own"""
    return re.sub(r"[\s余多]", "", text).replace("%", "%")


def similar(a, b):
    return SequenceMatcher(None, a, b).ratio()


def read_graph(path):
    graph = Graph().parse(path, format="turtle")
    entities = {}
    for kind in TYPES:
        for node in graph.subjects(RDF.type, KG[kind]):
            names = {norm(str(x)) for p in (SKOS.prefLabel, SKOS.altLabel) for x in graph.objects(node, p)}
            entities[node] = (kind, names - {""}, str(next(graph.objects(node, SKOS.prefLabel), node)))
    # the most specific class only: a company that is also typed Organization counts as Company
    for node in list(entities):
        if (node, RDF.type, KG.Company) in graph and entities[node][0] == "Organization":
            entities[node] = ("Company", *entities[node][1:])
    relations = set()
    for gold_name, local in RELATIONS.items():
        for s, o in graph.subject_objects(KG[local]):
            relations.add((gold_name, s, o))
    observations = []
    for node in graph.subjects(RDF.type, KG.Observation):
        one = {
            p: next(graph.objects(node, KG[p]), None)
            for p in ("about", "writtenValue", "writtenUnit", "modality")
        }
        try:
            value = float(str(one["writtenValue"]).replace(",", ""))
        except ValueError:
            continue
        observations.append(
            (value, unit_of(str(one["writtenUnit"] or "")), MODALITY.get(one["modality"], "?"), one["about"])
        )
    return entities, relations, observations


def match(entities, gold, ratio):
    """gold index -> predicted node, one to one, the safest pairs first; and predicted nodes that only repeat a match"""
    keys = [{norm(x) for x in [g["name"], *g["surfaces"]]} - {""} for g in gold]
    taken, found = set(), {}
    exact = [
        (i, n)
        for i, g in enumerate(gold)
        for n, e in entities.items()
        if e[0] == g["type"] and keys[i] & e[1]
    ]
    exact.sort(key=lambda x: (not gold[x[0]]["required"], norm(gold[x[0]]["name"]) not in entities[x[1]][1]))
    loose = []
    if ratio < 1:
        for i, g in enumerate(gold):
            for n, e in entities.items():
                if e[0] == g["type"]:
                    best = max((similar(a, b) for a in keys[i] for b in e[1]), default=0)
                    if best >= ratio:
                        loose.append((-best, i, n))
        loose = [(i, n) for _, i, n in sorted(loose, key=lambda x: x[:2])]
    for i, n in exact + loose:
        if i not in found and n not in taken:
            found[i] = n
            taken.add(n)
    return found


class Tally:
    def __init__(self):
        self.found = self.required = self.right = self.predicted = 0

    def row(self):
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.found / self.required if self.required else 0.0
        return {
            "P": round(p, 3),
            "R": round(r, 3),
            "F1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
            "gold": self.required,
            "predicted": self.predicted,
        }


def score(pairs, errors=False):
    table = defaultdict(Tally)
    log = []
    for graph_path, gold_path in pairs:
        entities, relations, observations = read_graph(graph_path)
        gold = json.load(open(gold_path, encoding="utf-8"))
        golds = gold["entities"]
        for mode, ratio in (("strict", 1), ("relaxed", 0.75)):
            found = match(entities, golds, ratio)
            for group in ["all", "core", *TYPES]:

                def inside(kind):
                    return group == "all" or kind == group or (group == "core" and kind in CORE)

                t = table[f"entity {mode} {group}"]
                t.required += sum(g["required"] and inside(g["type"]) for g in golds)
                t.found += sum(golds[i]["required"] and inside(golds[i]["type"]) for i in found)
                t.predicted += sum(inside(e[0]) for e in entities.values())
                t.right += sum(inside(golds[i]["type"]) for i in found)
        to_gold = {n: golds[i]["name"] for i, n in found.items()}
        if errors:
            hit = set(found)
            log += [
                f"{gold['doc']}: MISSED {g['type']} {g['name']}"
                for i, g in enumerate(golds)
                if g["required"] and i not in hit
            ]
            log += [f"{gold['doc']}: EXTRA {e[0]} {e[2]}" for n, e in entities.items() if n not in to_gold]
        predicted = set()
        for name, s, o in relations:
            if name == "stage":
                o = next((g for g, local in STAGES.items() if o == KG[local]), str(o))
            elif name == "authored":
                o = "document"
            elif name == "age":
                o = str(o)
            else:
                o = to_gold.get(o, f"?{o}")
            predicted.add((name, to_gold.get(s, f"?{s}"), o))
        key = lambda r: (r["predicate"], r["subject"], r["object"])
        required = {key(r) for r in gold["relations"] if r["required"]}
        allowed = {key(r) for r in gold["relations"]}
        for group in ["all", *RELATIONS]:
            pick = lambda rows: {r for r in rows if group in ("all", r[0])}
            t = table[f"relation {group}"]
            t.required += len(pick(required))
            t.found += len(pick(required & predicted))
            t.predicted += len(pick(predicted))
            t.right += len(pick(predicted & allowed))
        if errors:
            log += [f"{gold['doc']}: MISSED {r}" for r in sorted(required - predicted)]
            log += [f"{gold['doc']}: EXTRA {r}" for r in sorted(predicted - allowed)]
        for group in ("value+unit+modality", "value+unit+modality+subject"):

            def key_of(value, unit, modality, subject):
                return (value, unit, modality) if group.count("+") == 2 else (value, unit, modality, subject)

            mine = Counter(key_of(v, u, m, to_gold.get(a, f"?{a}")) for v, u, m, a in observations)
            t = table[f"observation {group}"]
            t.predicted += sum(mine.values())
            left = mine.copy()
            for o in sorted(gold["observations"], key=lambda o: not o["required"]):
                t.required += o["required"]
                for subject in o["subjects"]:
                    k = key_of(
                        float(str(o["value"]).replace(",", "")), unit_of(o["unit"]), o["modality"], subject
                    )
                    if left[k]:
                        left[k] -= 1
                        t.right += 1
                        t.found += o["required"]
                        break
                else:
                    if errors and o["required"] and group.count("+") == 2:
                        log.append(
                            f"{gold['doc']}: MISSED observation {o['value']}{o['unit']} {o['modality']} {o['measures'][0]}"
                        )
            if errors and group.count("+") == 2:
                log += [f"{gold['doc']}: EXTRA observation {k}" for k in left.elements()]
    return {k: t.row() for k, t in table.items() if t.required or t.predicted}, log


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(args) < 2 or len(args) % 2:
        sys.exit(__doc__)
    rows, log = score(list(zip(args[::2], args[1::2], strict=True)), "--errors" in sys.argv)
    if "--json" in sys.argv:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for line in log:
            print(line)
        for name, row in rows.items():
            print(f"{name:42s}", *(f"{k} {v}" for k, v in row.items()))
