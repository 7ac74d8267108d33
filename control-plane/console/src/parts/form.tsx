import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog, Problem } from './basics.tsx';

/** A dialog with a form: sends, shows what the server said no to, and closes when it said yes. */
export function FormDialog({
  title,
  action,
  onClose,
  onSubmit,
  children,
}: {
  title: string;
  action: string;
  onClose: () => void;
  onSubmit: (form: FormData) => Promise<void>;
  children: ComponentChildren;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit(new FormData(event.currentTarget as HTMLFormElement));
    } catch (failure) {
      setProblem(explain(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event as unknown as SubmitEvent)}>
        <Problem text={problem} />
        {children}
        <div class="row end">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button class="primary" disabled={isBusy}>
            {isBusy ? 'Working…' : action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** A failure as one sentence for a person. */
export function explain(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

/** The text of a form field, trimmed; undefined when empty. */
export function text(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
