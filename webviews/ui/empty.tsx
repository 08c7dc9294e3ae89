import type { ComponentChildren } from 'preact';

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
        {message.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
      </p>
      {children}
    </main>
  );
}
