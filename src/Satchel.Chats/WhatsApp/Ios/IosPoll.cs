using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Ios;

// A poll in ZWAMESSAGEINFO.ZRECEIPTINFO, field 8, a protobuf:
//   FIELD  MEANING
//   2      the question
//   3      an option; repeated: 1 its text
//   5      a vote; repeated: 1 the number of an option from 0, repeated; 4 the voter's JID
//   6      the vote of the owner, in the same form
// Source: docs/formats/whatsapp-ios.md, "Polls".

/// <summary>A poll of <see cref="IosReceiptInfo"/>.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Options">The options' texts.</param>
/// <param name="Votes">Who chose what.</param>
internal sealed record IosPoll(string? Question, IReadOnlyList<string> Options, IReadOnlyList<IosVote> Votes)
{
    private const int QuestionField = 2;
    private const int OptionField = 3;
    private const int VoteField = 5;
    private const int OwnVoteField = 6;
    private const int OptionText = 1;
    private const int VoteOption = 1;
    private const int VoteVoter = 4;

    /// <summary>Reads the field as far as it can be read.</summary>
    public static IosPoll Read(ReadOnlySpan<byte> stored)
    {
        string? question = null;
        List<string> options = [];
        List<IosVote> votes = [];
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField() && options.Count + votes.Count < 2 * WhatsAppLimits.MaxItemsOfMessage)
        {
            if (fields.IsNumber)
            {
                continue;
            }

            switch (fields.Field)
            {
                case QuestionField:
                    question = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case OptionField when options.Count < WhatsAppLimits.MaxItemsOfMessage:
                    options.Add(ReadOption(fields.Bytes));
                    break;
                case VoteField or OwnVoteField when votes.Count < WhatsAppLimits.MaxItemsOfMessage:
                    votes.Add(ReadVote(fields.Bytes, fields.Field == OwnVoteField));
                    break;
            }
        }

        return new IosPoll(question, options, votes);
    }

    /// <summary>The bytes that read as this.</summary>
    public byte[] Encode()
    {
        ProtobufBuilder fields = new();
        if (Question is not null)
        {
            fields.Add(QuestionField, Encoding.UTF8.GetBytes(Question));
        }

        foreach (string option in Options)
        {
            ProtobufBuilder text = new();
            text.Add(OptionText, Encoding.UTF8.GetBytes(option));
            fields.Add(OptionField, text.Written);
        }

        foreach (IosVote vote in Votes)
        {
            ProtobufBuilder choices = new();
            foreach (int option in vote.Options)
            {
                choices.Add(VoteOption, (ulong)option);
            }

            if (vote.Voter is not null)
            {
                choices.Add(VoteVoter, Encoding.UTF8.GetBytes(vote.Voter));
            }

            fields.Add(vote.IsOwn ? OwnVoteField : VoteField, choices.Written);
        }

        return fields.Written.ToArray();
    }

    private static string ReadOption(ReadOnlySpan<byte> stored)
    {
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField())
        {
            if (fields.Field == OptionText && !fields.IsNumber)
            {
                return Encoding.UTF8.GetString(fields.Bytes);
            }
        }

        return "";
    }

    private static IosVote ReadVote(ReadOnlySpan<byte> stored, bool isOwn)
    {
        string? voter = null;
        List<int> options = [];
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField() && options.Count < WhatsAppLimits.MaxItemsOfMessage)
        {
            if (fields.Field == VoteOption && fields.IsNumber && fields.Number < WhatsAppLimits.MaxItemsOfMessage)
            {
                options.Add((int)fields.Number);
            }
            else if (fields.Field == VoteOption && !fields.IsNumber)
            {
                ReadPacked(fields.Bytes, options);
            }
            else if (fields.Field == VoteVoter && fields.Bytes.Length > 0)
            {
                voter = Encoding.UTF8.GetString(fields.Bytes);
            }
        }

        return new IosVote(voter, options, isOwn);
    }

    private static void ReadPacked(ReadOnlySpan<byte> stored, List<int> options)
    {
        while (ProtobufCursor.TryReadVarint(stored, out ulong option, out int length) && options.Count < WhatsAppLimits.MaxItemsOfMessage)
        {
            if (option < WhatsAppLimits.MaxItemsOfMessage)
            {
                options.Add((int)option);
            }

            stored = stored[length..];
        }
    }
}
