// A plugin that is replaced while it runs: its version is a text that the test changes in the file.
#include "libtrashtalk.h"

static const char version[] = "VERSION=0000";

#ifdef EXTRA
enum { EXTRA_VALUE, VALUE };
static const char* variables[] = {"extra:7", "value:0"};
#else
enum { VALUE };
static const char* variables[] = {"value:0"};
#endif

TT_METHOD(reload_version) {
    (void)self, (void)args, (void)numArgs;
    return TT_MakeString(version + 8);
}

TT_METHOD(reload_increment) {
    (void)args, (void)numArgs;
    TTValue value = TT_MakeInt(TT_AsInt(TT_GetIvar(self, VALUE)) + 1);
    TT_SetIvar(self, VALUE, value);
    return value;
}

// The file is replaced in the block; from here on the code is that of before, and its variables are where they are now.
TT_METHOD(reload_during) {
    TTValue inside = TT_InvokeBlockDirect(TT_AsBlock(args[0]), NULL, 0);
    if (TT_IsError(inside)) return inside;
    reload_increment(self, args, numArgs);
    return reload_version(self, args, numArgs);
}

TT_PLUGIN {
    static TTMethodEntry methods[] = {TT_METHOD_ENTRY("version", reload_version, 0),
                                      TT_METHOD_ENTRY("increment", reload_increment, 0),
                                      TT_METHOD_ENTRY("during:", reload_during, 1)};
#ifdef BROKEN
    methods[0].numArgs = -1;
#endif
    static TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("Reload", "Object", variables, TT_COUNT(variables), &table);
}
