import { plainNumber } from "../format";
import { useStrings } from "../i18n/language";

interface Bar {
  name: string;
  value: number;
  text?: string;
  note?: string;
  open?: () => void;
}

/** Names with bars on one scale; the numbers stand beside them, so it is its own table. */
export function HorizontalBars({ title, rows }: { title: string; rows: Bar[] }) {
  const t = useStrings();
  const most = Math.max(1, ...rows.map((row) => row.value));
  return (
    <figure className="figure">
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      <table className="bars" aria-label={title}>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">
                {row.open ? (
                  <button type="button" className="text-button" onClick={row.open}>
                    <bdi>{row.name}</bdi>
                  </button>
                ) : (
                  <bdi>{row.name}</bdi>
                )}
              </th>
              <td className="bars-bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect className="chart-bar" x={0} y={0} height={10} width={Math.max(row.value > 0 ? 0.8 : 0, (row.value / most) * 100)} />
                </svg>
              </td>
              <td className="bars-value">
                {row.text ?? plainNumber(t, row.value)}
                {row.note && <small> {row.note}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="state">{t.empty}</p>}
    </figure>
  );
}
