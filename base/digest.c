/*
 * OpenSSL's SHA-256 uses the processor's own instructions for it, which makes it
 * six times as fast as libsodium's.  Its newer interface looks the algorithm up
 * at every call, which costs more than to hash what is short.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include "base/digest.h"

_Static_assert(DIGEST_SIZE == SHA256_DIGEST_LENGTH, "size of SHA-256");

void
digest(const void *data, size_t n, uint8_t out[DIGEST_SIZE])
{
	SHA256_CTX	 c;

	/* None of the three can fail. */
	(void)SHA256_Init(&c);
	(void)SHA256_Update(&c, data, n);
	(void)SHA256_Final(out, &c);
}

const char *
digest_hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char	 hex[] = "0123456789abcdef";
	size_t			 i;

	for (i = 0; i < n; i++) {
		out[2 * i] = hex[bytes[i] >> 4];
		out[2 * i + 1] = hex[bytes[i] & 15];
	}
	out[2 * n] = '\0';
	return out;
}

uint64_t
digest_short(const uint8_t bytes[DIGEST_SIZE])
{
	uint64_t	 n = 0;
	int		 i;

	for (i = 0; i < 8; i++)
		n = n << 8 | bytes[i];
	return n;
}
