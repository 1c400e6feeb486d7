#include <string.h>

#include "base/text.h"
#include "cli/typed.h"

enum { ENTER = '\n', RETURN = '\r', ESCAPE = '\033', DELETE = 0x7f,
	BACKSPACE = '\b', CTRL_C = 3, CTRL_U = 0x15 };

static int
goes_on(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static void
erase(struct typed *t)
{
	size_t	 n = strlen(t->text);

	while (n > 0 && goes_on(t->text[n - 1]))
		n--;
	t->text[n > 0 ? n - 1 : 0] = '\0';
}

static void
add(struct typed *t, char c)
{
	size_t	 n = strlen(t->text);

	if ((unsigned char)c < ' ' || c == DELETE || n + 1 >= TYPED_MAX)
		return;
	t->text[n] = c;
	t->text[n + 1] = '\0';
}

int
typed_key(struct typed *t, char c)
{
	if (c == ESCAPE) {
		*t = (struct typed){ 0 };
		return 1;
	}
	if (!t->open)
		return t->open = c == '/';
	if (c == CTRL_C)
		return 0;
	if (c == ENTER || c == RETURN)
		t->open = 0;
	else if (c == DELETE || c == BACKSPACE)
		erase(t);
	else if (c == CTRL_U)
		t->text[0] = '\0';
	else
		add(t, c);
	return 1;
}

int
typed_set(struct typed *t, const char *text)
{
	size_t	 n = strlen(text);

	if (n >= TYPED_MAX || !text_utf8(text, n))
		return 0;
	memcpy(t->text, text, n + 1);
	return 1;
}
