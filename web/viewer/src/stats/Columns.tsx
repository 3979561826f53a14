import { plainNumber } from "../format";
import { useStrings } from "../i18n/language";

/** Columns side by side on one scale. */
export function Columns({ values, labels, names, title, height = 160 }: { values: number[]; labels: string[]; names: string[]; title: string; height?: number }) {
  const t = useStrings();
  const most = Math.max(1, ...values);
  const top = values.indexOf(Math.max(...values));
  const width = 480;
  const step = width / Math.max(1, values.length);
  const plot = height - 24;
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}. ${t.mostOn(names[top] ?? "", plainNumber(t, most))}`}>
      {[0.25, 0.5, 0.75, 1].map((at) => (
        <line key={at} className="chart-grid" x1={0} x2={width} y1={plot - plot * at + 1} y2={plot - plot * at + 1} />
      ))}
      {values.map((value, at) => {
        const tall = value === 0 ? 0 : Math.max(2, (value / most) * (plot - 4));
        return (
          <g key={at}>
            <rect className={at === top ? "chart-bar chart-bar-top" : "chart-bar"} x={at * step + step * 0.14} y={plot - tall} width={step * 0.72} height={tall} rx={Math.min(3, step / 6)}>
              <title>{`${names[at] ?? ""}: ${plainNumber(t, value)}`}</title>
            </rect>
            {labels[at] && (
              <text className="chart-label" x={at === 0 && step < 30 ? 0 : at * step + step / 2} y={height - 6} textAnchor={at === 0 && step < 30 ? "start" : "middle"}>
                {labels[at]}
              </text>
            )}
          </g>
        );
      })}
      <line className="chart-axis" x1={0} x2={width} y1={plot} y2={plot} />
    </svg>
  );
}
