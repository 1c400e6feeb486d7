#include "base/text.h"
#include "broker/core.h"
#include "broker/found.h"

enum { COL_ID, COL_SUBJECT, COL_HASH, COL_PAYLOAD, COL_ATTEMPT, COL_SOURCE,
	COL_ALONE, COL_WAITED, COL_AGE, COL_TRACE };

static struct task
row_task(const struct rows *rows, size_t i, struct arena *a)
{
	const char	*subject = rows_text(rows, i, COL_SUBJECT);
	struct bytes	 payload = rows_bytea(rows, i, COL_PAYLOAD);
	struct task	 t = { .source_id = "" };

	t.id = (uint64_t)rows_int(rows, i, COL_ID);
	t.attempt = (uint32_t)rows_int(rows, i, COL_ATTEMPT);
	t.subject_hash = *subject != '\0' ? text_hash(subject) :
	    (uint32_t)rows_int(rows, i, COL_HASH);
	t.source = arena_text(a, rows_text(rows, i, COL_SOURCE));
	t.alone = rows_int(rows, i, COL_ALONE) != 0;
	t.waited_ms = (uint64_t)rows_int(rows, i, COL_WAITED);
	t.age_ms = (uint64_t)rows_int(rows, i, COL_AGE);
	t.trace = arena_text(a, rows_text(rows, i, COL_TRACE));
	t.payload = arena_bytes(a, payload.data, payload.len);
	return t;
}

size_t
found_take(const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	size_t		 i, n = rows_count(rows);
	struct task	*task = ARENA_ARRAY(a, n, struct task);

	for (i = 0; i < n; i++) {
		task[i] = row_task(rows, i, a);
		if (core_task_bytes(&task[i]) > room)
			break;
		room -= core_task_bytes(&task[i]);
	}
	out->task = task;
	out->ntask = i;
	return i;
}

int64_t
found_id(const struct rows *rows, size_t i)
{
	return i < rows_count(rows) ? rows_int(rows, i, COL_ID) : 0;
}

int64_t
found_waited(const struct rows *rows)
{
	size_t	 i;

	for (i = 0; i < rows_count(rows); i++)
		if (rows_int(rows, i, COL_ATTEMPT) == 1)
			return rows_int(rows, i, COL_WAITED);
	return -1;
}
