#include <ctype.h>

#include "base/digest.h"
#include "formats/refused.h"

/* Of the text; the whole has to fit into what an event may be. */
enum { ID_DIGEST = 8, KEPT_MAX = EVENT_BYTES_MAX - 16 * 1024 };

const char *
refused_id(struct bytes text, struct arena *a)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[2 * ID_DIGEST + 1];

	digest(text.data, text.len, d);
	return arena_printf(a, "refused/%s", digest_hex(d, ID_DIGEST, hex));
}

/* "/data/x: "godo" is not …", as whoever refuses says it. */
static const char *
sentence(const struct cloud_fault *f, struct arena *a)
{
	const char	*pointer = f->pointer[0] == '\0' ? "/" : f->pointer;

	if (f->reason[0] == '/')
		return f->reason;
	if (f->value[0] == '\0' || f->reason[0] == '"')
		return arena_printf(a, "%s: %s", pointer, f->reason);
	return arena_printf(a, "%s: \"%s\"%s %s", pointer, f->value,
	    isupper((unsigned char)f->reason[0]) ? ":" : "", f->reason);
}

struct event
refused_event(const struct refused *r, struct arena *a)
{
	struct refusal	*why = ARENA_NEW(a, struct refusal);

	why->reason = sentence(&r->fault, a);
	why->text = r->text;
	if (why->text.len > KEPT_MAX)
		why->text.len = KEPT_MAX;
	return (struct event){ .source = r->source,
	    .source_id = r->id[0] != '\0' ? r->id : refused_id(r->text, a),
	    .via = r->via, .refusal = why };
}
