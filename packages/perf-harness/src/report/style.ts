// The looks of the page, in light and dark; used by a stand-alone SVG too.

/** Colours that the colour-blind tell apart (Okabe and Ito, 2008), lighter on dark ground. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --card: #f7f8fa; --text: #1c2128; --faint: #626c77; --rule: #d5dae1;
  --direct: #0072b2; --command: #d55e00; --good: #1a7f37; --bad: #c6202b; --open: #8a6100;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --card: #1c2127; --text: #e4e8ed; --faint: #98a3af; --rule: #363e48;
    --direct: #56b4e9; --command: #f0954a; --good: #4ac26b; --bad: #ff7b72; --open: #e3b341;
  }
}
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 800px; margin: 0 auto; padding: 24px 20px 48px; }
h1 { font-size: 21px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 0; }
h3 { font-size: 13px; margin: 22px 0 6px; color: var(--faint); font-weight: 600; }
section { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 18px 20px; margin-top: 20px; }
.badge { float: right; font-weight: 700; font-size: 13px; border: 1.5px solid; border-radius: 999px; padding: 1px 12px; }
.pass { color: var(--good); } .fail { color: var(--bad); } .inconclusive { color: var(--open); }
.note { color: var(--faint); font-size: 13px; margin: 6px 0 0; }
.reasons { margin: 10px 0 0; padding-left: 20px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-top: 12px; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { text-align: right; padding: 4px 0 4px 14px; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th { color: var(--faint); font-weight: 600; font-size: 13px; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--text); font: 12px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
svg text.unit { fill: var(--faint); }
.grid { stroke: var(--rule); stroke-width: 1; }
.zero { stroke: var(--faint); stroke-width: 1.5; }
.median { stroke: var(--command); stroke-width: 2; }
.budget { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 4; }
.band { fill: var(--command); opacity: 0.22; }
.dot { fill: var(--text); opacity: 0.62; }
.stage { fill: var(--direct); }
.bars .direct, .bars.direct { fill: var(--direct); }
.bars .command, .bars.command { fill: var(--command); }
.bars { opacity: 0.72; }
.key { display: inline-block; width: 22px; height: 0; vertical-align: middle; margin: 0 4px 0 14px; border-top: 2px solid var(--command); }
.key.budget { border-top: 2px dashed var(--bad); } .key.zero { border-color: var(--faint); }
.key.band { height: 10px; border: 0; background: var(--command); }
`;
