#include <string.h>

#include "base/digest.h"
#include "formats/cloud_schema.h"
#include "formats/cloudevents.h"
#include "web/contract.h"
#include "web/openapi.h"

#define SCHEMAS	"/v1/schemas"

static void
answer_contract(struct request *r, const char *type)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[DIGEST_HEX];

	digest(r->out.data, r->out.len, d);
	answer_public(r, type, digest_hex(d, DIGEST_SIZE, hex));
}

void
contract_openapi(struct request *r)
{
	buf_add(&r->out, openapi_json, openapi_json_len);
	answer_contract(r, "application/openapi+json;version=3.1");
}

static void
list_schemas(struct request *r)
{
	struct json	 j;
	unsigned	 k;

	json_init(&j, &r->out, 2);
	json_object(&j, NULL);
	json_array(&j, "schemas");
	for (k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		json_object(&j, NULL);
		json_text(&j, "type", cloud_type((enum event_kind)k,
		    r->arena));
		json_text(&j, "schema", arena_printf(r->arena, SCHEMAS "/%s",
		    cloud_schema_name((enum event_kind)k, r->arena)));
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	buf_char(&r->out, '\n');
	answer_contract(r, "application/json");
}

void
contract_schemas(struct request *r)
{
	const char	*name = strrchr(r->path, '/') + 1;
	enum event_kind	 kind = cloud_schema_parse(name);
	struct json	 j;

	if (strcmp(r->path, SCHEMAS) == 0) {
		list_schemas(r);
		return;
	}
	if (kind == KIND_NONE) {
		answer_problem(r, 404, "", name, "There is no such schema; "
		    SCHEMAS " lists them.");
		return;
	}
	json_init(&j, &r->out, 2);
	cloud_schema(kind, &j);
	buf_char(&r->out, '\n');
	answer_contract(r, "application/schema+json");
}
