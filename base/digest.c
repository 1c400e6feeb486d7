#include <sodium/crypto_hash_sha256.h>

#include "base/digest.h"

_Static_assert(DIGEST_SIZE == crypto_hash_sha256_BYTES, "size of SHA-256");

void
digest(const void *data, size_t n, uint8_t out[DIGEST_SIZE])
{
	/* Never fails: the return value exists for the library's symmetry. */
	(void)crypto_hash_sha256(out, data, n);
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
