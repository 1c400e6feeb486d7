/*
 * machine.h - is what a program said in a form what it says it is?
 */
#ifndef TESTS_LIB_MACHINE_H
#define TESTS_LIB_MACHINE_H

/* json, jsonl, csv or name: 1, or the test fails, about `what`.  0: a form for
 * people. */
int	machine_parse(const char *form, const char *text, const char *what);

#endif
