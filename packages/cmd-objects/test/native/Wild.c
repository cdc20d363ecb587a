// A plugin with a mistake, to see that the sanitizer would have told.
#include <stdlib.h>

#include "libtrashtalk.h"

TT_METHOD(wild_read) {
    (void)self, (void)numArgs;
    char* text = (char*)calloc(8, 1);
    TTValue beyond = TT_MakeInt(text[TT_AsInt(args[0])]);
    free(text);
    return beyond;
}

TT_PLUGIN {
    static TTMethodEntry methods[] = {TT_METHOD_ENTRY("read:", wild_read, 1)};
    static TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("Wild", "Object", NULL, 0, &table);
}
