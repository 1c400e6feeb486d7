#include <string.h>

#include "formats/cqc.h"
#include "rules/service.h"

/* What the answer itself calls it. */
static const char *
named_in(const json_t *root, const char *code)
{
	const json_t	*area;
	const char	*id, *name;
	size_t		 i;

	json_array_foreach(json_object_get(root, "inspectionAreas"), i, area) {
		id = json_string_value(json_object_get(area,
		    "inspectionAreaId"));
		name = json_string_value(json_object_get(area,
		    "inspectionAreaName"));
		if (id != NULL && name != NULL && strcmp(id, code) == 0)
			return name;
	}
	return NULL;
}

const char *
cqc_service(const json_t *root, const char *code)
{
	const char	*name = service_named(code);

	if (name == NULL)
		name = named_in(root, code);
	return name != NULL ? name : code;
}
