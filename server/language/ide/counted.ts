/** `1 shot`, `4,096 shots` */
export function counted(count: number, noun: string): string {
  const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${noun}${count === 1 ? '' : 's'}`;
}
