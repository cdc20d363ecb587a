// Part of a class whose other part is a class file.
#include <stdio.h>

#include "libtrashtalk.h"

TT_METHOD(mixed_in_c) {
    (void)args, (void)numArgs;
    return TT_GetIvar(self, 0);
}

TT_METHOD(mixed_raw_from_c) {
    (void)args, (void)numArgs;
    char text[256];
    const char* raw = TT_BashFallback(TT_IdOf(self), "rawFromC", NULL, 0);
    snprintf(text, sizeof text, "behind C: %s", raw ? raw : TT_GetLastError());
    return TT_MakeString(TT_CopyString(text));
}

TT_PLUGIN {
    const char* variables[] = {"number:7"};
    TTMethodEntry methods[] = {TT_METHOD_ENTRY("inC", mixed_in_c, 0),
                               TT_METHOD_ENTRY("rawFromC", mixed_raw_from_c, 0),
                               {"raw", NULL, 0, TT_METHOD_BASH_FALLBACK}};
    TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("Mixed", "Object", variables, TT_COUNT(variables), &table);
}
