/** The page's style sheet; light and dark, no fonts or files from outside. */
export const style = `
:root { color-scheme: light dark; --paper: #f7f5f0; --card: #fffdf9; --ink: #26241f; --soft: #6f6a5f; --line: #e2ddd1;
  --blue: #2f5d8a; --green: #2e7d4f; --red: #b3402e; --amber: #9a6a12; --range: #a9c1d8; }
@media (prefers-color-scheme: dark) { :root { --paper: #191815; --card: #22211d; --ink: #ece8df; --soft: #a19b8e;
  --line: #38352e; --blue: #8ab4de; --green: #7cc79a; --red: #e58b7b; --amber: #dcb15e; --range: #3d5a78; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 36px; }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.01em; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 40px 0 12px; }
h3 { font-size: 14px; margin: 20px 0 8px; }
h3 small, .note, .meta, .tile p { color: var(--soft); font-weight: normal; }
.note { font-size: 13px; margin: 8px 0 0; }
details > summary { cursor: pointer; color: var(--soft); font-size: 13px; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px; overflow: auto; font-size: 12px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 12px; margin: 24px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.tile h3 { margin: 0; color: var(--soft); font-weight: 600; }
.tile b { font-size: 26px; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; margin-right: 6px; }
.tile p { margin: 6px 0 0; font-size: 12px; line-height: 1.35; }
.interval, td small { color: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: block; width: 100%; height: 8px; margin-top: 6px; }
.rail { fill: var(--line); } .zero { fill: var(--soft); } .range { fill: var(--range); } .value { fill: var(--blue); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 7px 14px; border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
th { font-weight: 600; } th:first-child { text-align: left; } thead th { color: var(--soft); font-size: 12px; }
td small { display: block; } td.clear { color: var(--blue); font-weight: 600; } td.unclear { color: var(--soft); }
td.plot { width: 26%; min-width: 140px; }
.filters { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px; align-items: center;
  background: var(--paper); padding: 12px 0; border-bottom: 1px solid var(--line); margin-bottom: 16px; }
.filters button, .filters select, .filters input { font: inherit; font-size: 14px; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 999px; padding: 5px 14px; }
.filters button { cursor: pointer; } .filters button[aria-pressed=true] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.filters input { flex: 1; min-width: 160px; } .filters output { color: var(--soft); font-size: 13px; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 520px), 1fr)); gap: 14px; padding-bottom: 60px; }
article { display: grid; grid-template-columns: 180px 1fr; gap: 16px; background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; padding: 14px; content-visibility: auto; contain-intrinsic-size: auto 220px; }
article[hidden] { display: none; }
.pictures { display: flex; flex-direction: column; gap: 6px; }
.pictures img { display: block; width: 100%; max-height: 220px; object-fit: contain; border-radius: 6px; background: var(--paper); }
.missing { display: grid; place-content: center; height: 120px; text-align: center; font-size: 12px; color: var(--soft);
  border: 1px dashed var(--line); border-radius: 6px; overflow-wrap: anywhere; padding: 8px; }
.body { min-width: 0; } .body p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.meta { font-size: 12px; } .body .question { font-weight: 600; margin: 2px 0 6px; }
.truth { font-size: 14px; } .truth span { color: var(--soft); }
.answer { display: grid; grid-template-columns: auto 1fr; gap: 10px; margin-top: 8px; padding: 8px 10px; border-left: 3px solid; border-radius: 4px; background: var(--paper); }
.answer.right { border-color: var(--green); } .answer.wrong { border-color: var(--red); } .answer.partly { border-color: var(--amber); }
.right .mark { color: var(--green); } .wrong .mark { color: var(--red); } .partly .mark { color: var(--amber); }
.mark { font-weight: 700; white-space: nowrap; } code { font-size: 12px; overflow-wrap: anywhere; }
@media (max-width: 560px) { article { grid-template-columns: 1fr; } header, main { padding-left: 14px; padding-right: 14px; } }
`;
