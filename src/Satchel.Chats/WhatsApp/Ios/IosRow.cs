namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>The row of <c>ZWAMESSAGE</c> that is being read; one object for all of them in turn.</summary>
internal sealed class IosRow
{
    public long Id;
    public IosSession Session = null!;
    public bool FromMe;
    public long Type;
    public long Event;
    public long Status;
    public long Flags;
    public bool Starred;
    public double SentSeconds;
    public string StanzaId = "";
    public string? Text;
    public string? Member;
    public string? From;
}
