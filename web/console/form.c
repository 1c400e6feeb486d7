#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "web/console/form.h"

const char *
form_cookie(struct arena *a, const char *header, const char *name)
{
	size_t	 n = strlen(name), len;

	for (; *header != '\0'; header += len + strspn(header + len, "; ")) {
		len = strcspn(header, ";");
		if (len > n && strncmp(header, name, n) == 0 &&
		    header[n] == '=')
			return arena_textn(a, header + n + 1, len - n - 1);
		if (len == 0)
			len = 1;
	}
	return "";
}

static int
hex(char c)
{
	static const char	 digits[] = "0123456789abcdef";
	const char		*at = c == '\0' ? NULL : strchr(digits,
				    c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* NULL: it is malformed, or no text. */
static const char *
decode(struct arena *a, const char *s, size_t n)
{
	char	*out = arena_alloc(a, n + 1);
	size_t	 i, len = 0;

	for (i = 0; i < n; i++) {
		int	 high, low;

		if (s[i] != '%') {
			out[len++] = s[i] == '+' ? ' ' : s[i];
			continue;
		}
		if (i + 2 >= n || (high = hex(s[i + 1])) < 0 ||
		    (low = hex(s[i + 2])) < 0)
			return NULL;
		out[len++] = (char)(high << 4 | low);
		i += 2;
	}
	return text_utf8(out, len) ? out : NULL;
}

int
form_fields(struct arena *a, const struct buf *body,
    struct pair out[FORM_FIELDS], size_t *n)
{
	const char	*at = body->len == 0 ? "" : body->data,
			*end = at + body->len;
	size_t		 len, name;

	for (*n = 0; at < end; at += len + 1) {
		const char	*stop = memchr(at, '&', (size_t)(end - at)),
				*equals;

		len = (size_t)((stop == NULL ? end : stop) - at);
		equals = memchr(at, '=', len);
		name = equals == NULL ? len : (size_t)(equals - at);
		if (*n == FORM_FIELDS)
			return -1;
		out[*n].name = decode(a, at, name);
		out[*n].value = name == len ? "" :
		    decode(a, at + name + 1, len - name - 1);
		if (out[*n].name == NULL || out[*n].value == NULL)
			return -1;
		++*n;
	}
	return 0;
}

static void
mark(const char *key, const char *path, const char *nonce,
    char out[SECRET_HEX])
{
	struct buf	 b = { 0 };

	buf_printf(&b, "%s %s", nonce, path);
	secret_mark(key, b.data, out);
	buf_release(&b);
}

void
form_token(const char *key, const char *path, char out[FORM_TOKEN])
{
	char	 nonce[SECRET_HEX], proof[SECRET_HEX];

	secret_new(nonce);
	mark(key, path, nonce, proof);
	snprintf(out, FORM_TOKEN, "%s.%s", nonce, proof);
}

int
form_nonce(const char *key, const char *path, const char *token,
    uint8_t nonce[DIGEST_SIZE])
{
	char	 text[SECRET_HEX], proof[SECRET_HEX];

	if (strlen(token) != FORM_TOKEN - 1 || token[SECRET_HEX - 1] != '.' ||
	    *key == '\0')
		return 0;
	snprintf(text, sizeof(text), "%.*s", SECRET_HEX - 1, token);
	mark(key, path, text, proof);
	digest(text, SECRET_HEX - 1, nonce);
	return secret_same(proof, token + SECRET_HEX, SECRET_HEX - 1);
}
