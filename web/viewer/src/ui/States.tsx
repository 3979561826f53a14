import { ApiError } from "../api/client";
import { useStrings } from "../i18n/language";
import { Icon } from "./Icon";

export function Loading({ what }: { what?: string }) {
  const t = useStrings();
  return (
    <p className="state" role="status">
      <span className="spinner" aria-hidden="true" />
      {what ?? t.loading}
    </p>
  );
}

export function Failed({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const t = useStrings();
  const gone = error instanceof TypeError || (error instanceof ApiError && error.status === 401);
  return (
    <div className="state state-failed" role="alert">
      <Icon name="warning" />
      <p>
        <strong>{t.failed}</strong>
        <br />
        {gone ? t.gone : error.message}
      </p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}

export function Empty({ text, hint }: { text: string; hint?: string }) {
  return (
    <div className="state">
      <p>
        {text}
        {hint && (
          <>
            <br />
            <small>{hint}</small>
          </>
        )}
      </p>
    </div>
  );
}
