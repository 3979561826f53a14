namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>The tables of <c>ChatStorage.sqlite</c> and of the databases beside it that are read.</summary>
internal static class ChatStorageTables
{
    public const string Messages = "ZWAMESSAGE";
    public const string Media = "ZWAMEDIAITEM";
    public const string Info = "ZWAMESSAGEINFO";
    public const string DataItems = "ZWAMESSAGEDATAITEM";
    public const string Sessions = "ZWACHATSESSION";
    public const string GroupInfo = "ZWAGROUPINFO";
    public const string Members = "ZWAGROUPMEMBER";
    public const string PushNames = "ZWAPROFILEPUSHNAME";
    public const string Contacts = "ZWAADDRESSBOOKCONTACT";
    public const string LidPairs = "ZWAPHONENUMBERLIDPAIR";
    public const string LidAccounts = "ZWAZACCOUNT";
    public const string Calls = "ZWACDCALLEVENT";
    public const string CallGroups = "ZWAAGGREGATECALLEVENT";
    public const string CallParticipants = "ZWACDCALLEVENTPARTICIPANT";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(
        [
            Messages, Media, Info, DataItems, Sessions, GroupInfo, Members, PushNames, Contacts, LidPairs, LidAccounts, Calls, CallGroups, CallParticipants,
        ],
        StringComparer.OrdinalIgnoreCase);
}
