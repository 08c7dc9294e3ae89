// OpenQASM 3: adds two numbers with the ripple-carry adder of Cuccaro, Draper, Kutin and Moulton.
OPENQASM 3.0;
include "stdgates.inc";

gate majority a, b, c {
  cx c, b;
  cx c, a;
  ccx a, b, c;
}

gate unmajority a, b, c {
  ccx a, b, c;
  cx c, a;
  cx a, b;
}

qubit carry_in;
qubit[4] a;
qubit[4] b;
qubit carry_out;
bit[5] sum;

uint[4] first = 9;
uint[4] second = 13;
for uint i in [0:3] {
  if (bool(first[i])) x a[i];
  if (bool(second[i])) x b[i];
}

majority carry_in, b[0], a[0];
for uint i in [0:2] { majority a[i], b[i + 1], a[i + 1]; }
cx a[3], carry_out;
for uint i in [0:2] { unmajority a[2 - i], b[3 - i], a[3 - i]; }
unmajority carry_in, b[0], a[0];

sum[0:3] = measure b;
sum[4] = measure carry_out;
