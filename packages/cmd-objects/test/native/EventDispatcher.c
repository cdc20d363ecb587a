// A plugin of its own: it asks events of another plugin what they are, and hands those that are wanted to a block.
#include <string.h>

#include "libtrashtalk.h"

enum { HANDLED, WANTED, HANDLER };

TT_METHOD(dispatcher_on) {
    (void)numArgs;
    TT_SetIvar(self, WANTED, args[0]);
    TT_SetIvar(self, HANDLER, args[1]);
    return TT_MakeInstance(self);
}

TT_METHOD(dispatcher_dispatch) {
    (void)numArgs;
    TT_SetIvar(self, HANDLED, TT_MakeInt(TT_AsInt(TT_GetIvar(self, HANDLED)) + 1));
    TTValue kind = TT_SendDirect(TT_AsInstance(args[0]), "getKind", NULL, 0);
    if (TT_IsError(kind)) return kind;
    if (strcmp(TT_AsString(kind), TT_AsString(TT_GetIvar(self, WANTED))) != 0) return TT_MakeNil();
    return TT_InvokeBlockDirect(TT_AsBlock(TT_GetIvar(self, HANDLER)), args, 1);
}

TT_PLUGIN {
    static const char* variables[] = {"handled:0", "wanted", "handler"};
    static TTMethodEntry methods[] = {TT_METHOD_ENTRY("on:do:", dispatcher_on, 2),
                                      TT_METHOD_ENTRY("dispatch:", dispatcher_dispatch, 1)};
    static TTMethodTable table = {methods, TT_COUNT(methods), NULL, 0};
    TT_RegisterClass("EventDispatcher", "Object", variables, TT_COUNT(variables), &table);
}
