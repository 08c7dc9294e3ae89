/** The environment variable that holds a secret where no editor keeps it: `ibm.token` is `QFLOW_SECRET_IBM_TOKEN`. */
export function secretVariable(name: string): string {
  return `QFLOW_SECRET_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}
