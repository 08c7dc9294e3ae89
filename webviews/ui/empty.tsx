import type { ComponentChildren } from 'preact';
import { CodeWords } from './code-words.tsx';

interface EmptyProperties {
  readonly title: string;
  readonly message: string;
  /** What the reader can do about it. */
  readonly children?: ComponentChildren;
}

/** What a panel says when it has nothing to show: what would fill it. Words between backticks are code. */
export function Empty({ title, message, children }: EmptyProperties) {
  return (
    <main class="empty">
      <h1 class="visually-hidden">{title}</h1>
      <p>
        <CodeWords text={message} />
      </p>
      {children}
    </main>
  );
}
