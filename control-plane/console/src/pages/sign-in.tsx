import { useState } from 'preact/hooks';
import { ask, dropToken, keepToken } from '../api.ts';
import { Field, Problem } from '../parts/basics.tsx';

/** Asks for an admin token and tries it before it keeps it for this tab. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const token = String(new FormData(form).get('token') ?? '').trim();
    setBusy(true);
    keepToken(token);
    try {
      await ask('{ me { name } }');
      onDone();
    } catch (failure) {
      dropToken();
      setProblem(token === '' ? 'Paste a token first.' : `That did not work: ${(failure as Error).message}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="signin">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <div class="brand">
          <img src="./portcullis.svg" alt="" /> Portcullis
        </div>
        <Problem text={problem} />
        <Field
          label="Admin token"
          hint="Printed on the first start; “npx portcullis admin-token” makes a short-lived one. Kept in this tab only."
        >
          <input name="token" type="password" autocomplete="off" autofocus required />
        </Field>
        <button class="primary" disabled={isBusy}>
          {isBusy ? 'Checking…' : 'Sign in'}
        </button>
      </form>
    </div>
  );
}
