#include <string.h>

#include "formats/cqc.h"

/* Codes met in CQC's answers; the names are those of "Latest ratings", so that
 * both sources speak of the same service. */
static const struct {
	const char	*code, *name;
} services[] = {
	{ "accident", "Urgent care centre" },
	{ "care", "Medical care (including older people's care)" },
	{ "childrens", "Services for children & young people" },
	{ "conditions", "People with long term conditions" },
	{ "critical", "Critical care" },
	{ "diagnostic", "Diagnostic imaging" },
	{ "diagnostics", "Diagnostic and screening services" },
	{ "dialysis", "Dialysis services" },
	{ "gynaecology", "Gynaecology" },
	{ "life", "End of life care" },
	{ "maternity", "Maternity and gynaecology" },
	{ "medical", "Medical care" },
	{ "mothers", "Families, children and young people" },
	{ "npimaternity", "Maternity" },
	{ "npioutpatients", "Outpatients" },
	{ "old", "Older people" },
	{ "outpatients", "Outpatients and diagnostic imaging" },
	{ "population", "Working age people (including those recently retired "
	    "and students)" },
	{ "problems", "People experiencing poor mental health (including "
	    "people with dementia)" },
	{ "rehabilitation", "Rehabilitation services" },
	{ "renal", "Renal" },
	{ "surgery", "Surgery" },
	{ "transport", "Patient transport services" },
	{ "urgent", "Urgent and emergency services" },
	{ "vulnerable", "People whose circumstances may make them "
	    "vulnerable" },
};

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
	const char	*name;
	size_t		 i;

	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (strcmp(services[i].code, code) == 0)
			return services[i].name;
	name = named_in(root, code);
	return name != NULL ? name : code;
}
