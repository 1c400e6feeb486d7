/*
 * ports.h - TCP ports of 127.0.0.1 that nobody listens at.
 */
#ifndef TESTS_LIB_PORTS_H
#define TESTS_LIB_PORTS_H

#include <stddef.h>

/* Different ones; free when this was asked, and rarely asked for soon. */
void	ports_free(int *port, size_t n);

#endif
