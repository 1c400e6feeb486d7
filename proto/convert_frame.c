#include "proto/convert.h"
#include "proto/wire_rows.h"

void
frame_pack(const struct frame *f, struct buf *out)
{
	const char	 head[FRAME_HEADER] = { 'S', '6', FRAME_VERSION,
			    (char)f->type };

	buf_add(out, head, sizeof(head));
	wire_write(&wire_frame, f, out);
}

/* Magic, version and type stand before the body and need no protobuf. */
static int
check_header(struct bytes in, struct err *e)
{
	if (in.len < FRAME_HEADER || in.data[0] != 'S' || in.data[1] != '6')
		return err_set(e, ERR_INPUT, "%zu bytes that do not begin like "
		    "a frame of this protocol", in.len);
	if (in.data[2] != FRAME_VERSION)
		return err_set(e, ERR_NEWER, "protocol version %d; this build "
		    "speaks version %d", in.data[2], FRAME_VERSION);
	if (in.data[3] == FRAME_NONE || in.data[3] >= FRAME_COUNT)
		return err_set(e, ERR_INPUT, "frame type %d is not known",
		    in.data[3]);
	return 0;
}

int
frame_unpack(struct bytes in, struct arena *a, struct frame *f,
    struct err *e)
{
	if (check_header(in, e) != 0 || wire_read(&wire_frame, (struct bytes){
	    in.data + FRAME_HEADER, in.len - FRAME_HEADER }, a, f, e) != 0)
		return -1;
	f->type = (enum frame_type)in.data[3];
	return 0;
}
