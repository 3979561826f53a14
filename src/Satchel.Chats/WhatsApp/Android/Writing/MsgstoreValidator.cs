namespace Satchel.Chats.WhatsApp.Android.Writing;

internal static class MsgstoreValidator
{
    public static void Check(TargetStore store, TargetJids jids, WrittenRows written, string? mediaRoot)
    {
    }
}
