/*
 * digest.h - SHA-256, for identity of content.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX = 65 };

void		 digest(const void *, size_t, uint8_t out[DIGEST_SIZE]);

/* Lower-case hexadecimal of the first n bytes and NUL; returns `out`. */
const char	*digest_hex(const uint8_t *, size_t n, char *out);

/* The first eight bytes as a number. */
uint64_t	 digest_short(const uint8_t digest[DIGEST_SIZE]);

#endif
