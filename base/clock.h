/*
 * clock.h - time for programs; the rules and the steps never see it.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds of a clock that never jumps; for waiting and intervals. */
int64_t	clock_ms(void);

/* The same in microseconds, for measuring. */
int64_t	clock_us(void);

/* Nanoseconds since 1970, for saying when. */
int64_t	clock_wall_ns(void);

/* Today in UTC as days since 1970-01-01. */
int32_t	clock_today(void);

/* Chance, for spreading retries. */
uint32_t clock_random(void);

/* 16 random bytes as 32 hexadecimal digits and NUL: a fresh name. */
void	clock_instance(char out[33]);

#endif
