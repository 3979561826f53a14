import type { ReactNode } from "react";
import { useStrings } from "../i18n/language";

/** A picture of numbers, and the numbers themselves for those who would rather read or hear them. */
export function Figure({ title, columns, rows, wide = false, children }: { title: string; columns: string[]; rows: string[][]; wide?: boolean; children: ReactNode }) {
  const t = useStrings();
  return (
    <figure className={wide ? "figure figure-wide" : "figure"}>
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      {children}
      <details className="figure-table">
        <summary>{t.asTable}</summary>
        <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                {columns.map((column, at) => (
                  <th key={at} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, 2000).map((row, at) => (
                <tr key={at}>
                  {row.map((cell, n) => (n === 0 ? <th key={n} scope="row"><bdi>{cell}</bdi></th> : <td key={n}>{cell}</td>))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
