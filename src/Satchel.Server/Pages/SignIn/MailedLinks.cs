using System.Threading.Channels;

namespace Satchel.Server.Pages.SignIn;

/// <summary>
/// Links that are asked for by address. The asking is noted here and looked into afterwards, so that neither the answer nor the
/// time it takes tells whether there is an account.
/// </summary>
internal sealed class MailedLinks
{
    private const int MostWaiting = 1000;

    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Whether this server sends mail.</summary>
    public bool IsOffered { get; init; }

    /// <summary>The addresses that were asked for, as they come.</summary>
    public ChannelReader<string> Asked => _asked.Reader;

    /// <summary>Notes that somebody asks for a link to an address.</summary>
    public void Ask(string email) => _asked.Writer.TryWrite(email);
}
