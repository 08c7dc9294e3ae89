/** The only file that knows the widget toolkit; everything else uses these components of our own. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { type ComponentChildren, h } from 'preact';

/** Defines the custom elements; call once before anything is rendered. */
export function registerKit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

export interface ButtonProperties {
  readonly kind?: 'primary' | 'secondary';
  /** For a button whose text does not say enough on its own. */
  readonly label?: string;
  /** For a button that is either on or off. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

export function Button({
  kind = 'secondary',
  label,
  pressed,
  disabled,
  onClick,
  children,
}: ButtonProperties) {
  return h(
    'vscode-button',
    {
      appearance: kind,
      class: pressed === true ? 'kit-button kit-pressed' : 'kit-button',
      'aria-label': label,
      'aria-pressed': pressed === undefined ? undefined : String(pressed),
      disabled: disabled === true,
      onClick,
    },
    children,
  );
}

export interface TextFieldProperties {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, value, placeholder, onChange }: TextFieldProperties) {
  const changed = (event: Event) => onChange((event.target as HTMLInputElement).value);
  // The toolkit gives the element a name of its own when it is connected, so ours comes after that.
  const named = (element: Element | null) => element?.setAttribute('aria-label', label);
  return h('vscode-text-field', {
    ref: named,
    class: 'kit-text-field',
    value,
    placeholder,
    onInput: changed,
  });
}

export interface SelectProperties<Value extends string> {
  readonly label: string;
  /** Where the options speak for themselves, only screen readers are told the label. */
  readonly labelHidden?: boolean;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>(properties: SelectProperties<Value>) {
  const { label, labelHidden, value, options, onChange } = properties;
  const changed = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value;
    const option = options.find((candidate) => candidate.value === chosen);
    if (option !== undefined && option.value !== value) onChange(option.value);
  };
  const items = options.map((option) =>
    h(
      'vscode-option',
      { key: option.value, value: option.value, selected: option.value === value },
      option.text,
    ),
  );
  return h(
    'label',
    { class: 'kit-select' },
    labelHidden === true ? null : h('span', { 'aria-hidden': 'true' }, label),
    h('vscode-dropdown', { 'aria-label': label, value, onChange: changed }, items),
  );
}

/** Shows that something goes on whose end is not known. */
export function Busy({ label }: { readonly label: string }) {
  const named = (element: Element | null) => element?.setAttribute('aria-label', label);
  return h('vscode-progress-ring', { ref: named, class: 'kit-busy' });
}
