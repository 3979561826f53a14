using System.Diagnostics;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.SearchIndex;

namespace Satchel.Benchmarks;

/// <summary>How long a search in memory takes, and how much of both processors.</summary>
internal static class SearchBenchmark
{
    private const int Made = 1_000_000;
    private const int Warm = 200;
    private const int Runs = 50;

    private static readonly string[] Words =
        ["the", "and", "to", "we", "train", "dinner", "Sunday", "tomorrow", "see", "you", "good", "morning", "market", "film", "call", "rice", "home", "soon", "ok", "thanks",
         "你", "好", "今天", "晚上", "吃", "什么", "上课", "周末", "我们", "回家", "快", "谢谢", "，", "。", "😀", "café", "straße"];

    public static void Run(int messages)
    {
        HistoryIndex index = Make(messages);
        long textBytes = index.Segments.Sum(s => (long)s.Text.Length);
        Console.WriteLine($"{messages:N0} messages, {textBytes / 1e6:N0} MB of text, {Environment.ProcessorCount} processors\n");
        Console.WriteLine("| query | found | ms: median (least-most) | cpu ms |\n|---|---|---|---|");
        foreach (string text in (string[])["train", "你", "今天", "the train", "see you", "e", "qzxqzx"])
        {
            SearchQuery query = SearchQuery.Parse(text)!;
            for (int i = 0; i < Warm * Made / messages; i++)
            {
                IndexSearch.Run(index, query, new SearchOptions(), CancellationToken.None);
            }

            using var process = Process.GetCurrentProcess();
            TimeSpan before = process.TotalProcessorTime;
            double[] millis = new double[Runs];
            long found = 0;
            for (int i = 0; i < Runs; i++)
            {
                long started = Stopwatch.GetTimestamp();
                found = IndexSearch.Run(index, query, new SearchOptions(), CancellationToken.None).Total;
                millis[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            process.Refresh();
            Array.Sort(millis);
            Console.WriteLine($"| {text} | {found:N0} | {millis[Runs / 2]:N1} ({millis[0]:N1}-{millis[^1]:N1}) | {(process.TotalProcessorTime - before).TotalMilliseconds / Runs:N1} |");
        }
    }

    // A million are made; more are copies of them, each in memory of its own.
    private static HistoryIndex Make(int messages)
    {
        var random = new Random(1);
        IndexNames names = new();
        SegmentBuilder builder = new(names);
        List<IndexSegment> made = [];
        for (int i = 0; i < Math.Min(messages, Made); i++)
        {
            string text = string.Join(' ', Enumerable.Range(0, random.Next(1, 13)).Select(_ => Words[random.Next(Words.Length)]));
            var message = new Message { ChatId = $"chat {random.Next(600)}", SentAtMillis = i, Kind = MessageKind.Text, SenderId = $"sender {random.Next(2000)}", Text = text };
            builder.Add(new HistoryMessage(i.ToString("x16", null) + "0000000000000000", message, null));
            if (builder.IsFull)
            {
                made.Add(builder.Take());
            }
        }

        if (!builder.IsEmpty)
        {
            made.Add(builder.Take());
        }

        List<IndexSegment> segments = [.. made];
        for (int copies = messages / Made; copies > 1; copies--)
        {
            segments.AddRange(made.Select(segment => new IndexSegment(segment.Bytes.ToArray())));
        }

        return new HistoryIndex(segments, names);
    }
}
