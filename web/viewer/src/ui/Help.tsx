import { Fragment } from "react";
import { useStrings } from "../i18n/language";
import { Dialog } from "./Dialog";

/** Every key, as "?" shows them. */
export function Help({ onClose }: { onClose: () => void }) {
  const t = useStrings();
  return (
    <Dialog title={t.keys} onClose={onClose}>
      <dl className="keys">
        {Object.entries(t.keyHelp).map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key, at) => (
                <Fragment key={at}>
                  {at > 0 && " "}
                  {key === "–" ? "–" : <kbd>{key}</kbd>}
                </Fragment>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
