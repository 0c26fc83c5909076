#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the table of models/README.md and the cards' scores out of `koma evaluate --json` files.

    scoretable.py [--cards models/styles] STYLE.json ...

Prints one row a style; with --cards it also writes the scores into each style's card.
"""
import argparse
import json
import pathlib


def share(value):
    return "–" if value is None else f"{100 * value:.1f} %"


def over(value, own):
    return None if not own or value is None else value / own


def figures(evaluation):
    style = evaluation["methods"][0]
    judged = style.get("judged", {})
    own = evaluation.get("ownDrawings", {})
    to_drawings = style.get("byJudge", {}).get("toDrawings", {})
    baselines = [m["byJudge"]["toDrawings"]["fid"] for m in evaluation["methods"][1:]
                 if "toDrawings" in m.get("byJudge", {})]
    return {
        "rightHand": judged.get("rightHand"),
        "rightHandOverOwn": over(judged.get("rightHand"), own.get("rightHand")),
        "rightFamily": judged.get("rightFamily"),
        "rightFamilyOverOwn": over(judged.get("rightFamily"), own.get("rightFamily")),
        "takenForPhoto": judged.get("photo"),
        "edgeRetrieval": style["edgeRetrieval"],
        "diversityRatio": style["diversityRatio"],
        "judgeFidToDrawings": to_drawings.get("fid"),
        "fidError": to_drawings.get("fidError"),
        "bestBaselineFid": min(baselines) if baselines else None,
    }


def row(name, f):
    ratio = lambda value: "–" if value is None else f"{value:.2f}"
    fid = "–" if f["judgeFidToDrawings"] is None else f"{f['judgeFidToDrawings']:.1f} ± {f['fidError']:.1f}"
    baseline = "–" if f["bestBaselineFid"] is None else f"{f['bestBaselineFid']:.1f}"
    return (f"| `{name}` | {share(f['rightHand'])} | {ratio(f['rightHandOverOwn'])} | {share(f['rightFamily'])} | "
            f"{ratio(f['rightFamilyOverOwn'])} | {share(f['takenForPhoto'])} | {share(f['edgeRetrieval'])} | "
            f"{f['diversityRatio']:.2f} | {fid} | {baseline} |")


def write_card(folder, name, f):
    path = folder / name / "style.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["scores"] = {key: round(f[key], 2 if key == "judgeFidToDrawings" else 3)
                      for key in ("edgeRetrieval", "diversityRatio", "rightHand", "rightFamily", "rightHandOverOwn",
                                  "rightFamilyOverOwn", "takenForPhoto", "judgeFidToDrawings")
                      if f[key] is not None}
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=pathlib.Path)
    parser.add_argument("evaluations", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    print("| style | right hand | of own | right family | of own | taken for photos | edges found | diversity | "
          "judge's FID to the drawings | best baseline's |")
    print("| --- " * 10 + "|")
    for path in options.evaluations:
        evaluation = json.loads(path.read_text(encoding="utf-8"))
        f = figures(evaluation)
        print(row(evaluation["style"], f))
        if options.cards:
            write_card(options.cards, evaluation["style"], f)


if __name__ == "__main__":
    main()
