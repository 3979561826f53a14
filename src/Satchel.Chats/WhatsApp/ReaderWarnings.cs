namespace Satchel.Chats.WhatsApp;

/// <summary>What could not be read as it should: each sentence once, with how often. Never anybody's name or words.</summary>
internal sealed class ReaderWarnings
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The sentences, those that happened more than once with their count.</summary>
    public IReadOnlyCollection<string> Lines
    {
        get
        {
            List<string> lines = [];
            foreach ((string sentence, long count) in _counts)
            {
                lines.Add(count > 1 ? $"{sentence} ({count} times)" : sentence);
            }

            return lines;
        }
    }

    /// <summary>Notes that something happened.</summary>
    public void Add(string sentence)
    {
        if (_counts.TryGetValue(sentence, out long count))
        {
            _counts[sentence] = count + 1;
        }
        else if (_counts.Count < WhatsAppLimits.MaxWarnings)
        {
            _counts[sentence] = 1;
        }
    }

    /// <summary>Forgets what another pass over the same rows would say again.</summary>
    public void Clear() => _counts.Clear();
}
