"""Style: how the page of a coverage looks, on a screen, on a phone and on paper."""

from __future__ import annotations

from typing import Final

COLOURS: Final = {
    "plain": ("#1b1b1b", "#ffffff"),
    "quiet": ("#555555", "#ffffff"),
    "code": ("#1b1b1b", "#f5f5f2"),
    "number": ("#66665f", "#f5f5f2"),
    "link": ("#0b4f8a", "#ffffff"),
    "all": ("#14592a", "#e8f5ec"),
    "partly": ("#6b4300", "#fff3d6"),
    "none": ("#8f1220", "#fdeaea"),
    "uncounted": ("#4a4a4a", "#eeeeee"),
}
"""A colour of text and the one behind it, by what they are for; each pair can be read."""

_VARIABLES: Final = "".join(
    f"--{name}: {text}; --{name}-ground: {ground};\n" for name, (text, ground) in COLOURS.items()
)

SHEET: Final = f"""
:root {{ color-scheme: light;
{_VARIABLES}}}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 1rem; max-width: 80rem; color: var(--plain); background: var(--plain-ground);
  font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: break-word; }}
h1 {{ font-size: 1.6rem; }}
h2 {{ font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 2px solid var(--plain); }}
h3 {{ font-size: 1.05rem; }}
a {{ color: var(--link); }}
code, pre {{ font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; margin: 1rem 0; }}
caption {{ text-align: left; font-weight: 600; padding-bottom: .3rem; }}
th, td {{ padding: .25rem .7rem .25rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #ccc; }}
.figure {{ text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }}
.quiet {{ color: var(--quiet); }}
.mark {{ display: inline-block; padding: 0 .45em; border: 1px solid currentColor; border-radius: .3em;
  font-size: .85rem; font-weight: 600; white-space: nowrap; }}
.is-all {{ color: var(--all); background: var(--all-ground); }}
.is-partly {{ color: var(--partly); background: var(--partly-ground); }}
.is-none {{ color: var(--none); background: var(--none-ground); }}
.is-uncounted {{ color: var(--uncounted); background: var(--uncounted-ground); }}
.legend dt {{ margin-top: .5rem; }}
.legend dd {{ margin: .1rem 0 0 1.2rem; }}
.text {{ margin: 0; padding: .4rem .6rem .4rem 0; color: var(--code); background: var(--code-ground);
  white-space: pre-wrap; border-left: .4rem solid transparent; }}
.line {{ display: block; padding-left: 6ch; text-indent: -6ch; }}
.number {{ display: inline-block; width: 6ch; padding-right: 2ch; text-indent: 0; text-align: right;
  color: var(--number); user-select: none; }}
.rule {{ margin: .8rem 0; border: 1px solid #bbb; border-radius: .3rem; padding: .6rem .8rem; }}
.rule > h3 {{ margin: 0 0 .5rem; }}
.all > .text {{ border-left: .4rem solid var(--all); }}
.partly > .text {{ border-left: .4rem dashed var(--partly); }}
.none > .text {{ border-left: .4rem double var(--none); }}
.uncounted > .text {{ border-left: .4rem dotted var(--uncounted); }}
.owed {{ list-style: none; margin: 0; padding: 0; }}
.owed > li {{ padding: .35rem 0; border-bottom: 1px solid #e2e2e2; }}
.owed > li:last-child {{ border-bottom: 0; }}
.owed p, .owed ul {{ margin: .15rem 0 0; }}
.owed summary {{ cursor: pointer; }}
.shown {{ font-size: .9rem; }}
@media (min-width: 60rem) {{
  .beside {{ display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 13fr); gap: 0 1.2rem; }}
  .beside > h3 {{ grid-column: 1 / -1; }}
  .beside > .text {{ align-self: start; position: sticky; top: .5rem; }}
}}
@media print {{
  :root {{ font-size: 10pt; }}
  body {{ max-width: none; padding: 0; }}
  .beside > .text {{ position: static; }}
  .owed > li, tr, h2, h3 {{ break-inside: avoid; }}
  h2, h3 {{ break-after: avoid; }}
  * {{ print-color-adjust: exact; }}
}}
"""
