namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Works out in which order the dates of a file stand, from all of them: an order in which one of them is no day is out; of the others the one in
/// which time goes forward and ends before today. An export put together from several phones changes order on its way: the whole is cut where that
/// costs least. Where nothing tells, the locale's usual order holds, and that is said.
/// </summary>
internal sealed class DateOrders(ExportCalendar calendar)
{
    private const int Orders = 3;
    private const int Backwards = 100;
    private const int Future = 400;
    private const int Change = 350;
    private const int ChangeWithShape = 5;
    private const int Unusual = 1;
    private const int YearFirstOfTwoDigits = 60;
    private const int Impossible = 1_000_000;

    private readonly List<Mark> _marks = [];

    private readonly record struct Mark(ExportHeader Header, long Message);

    /// <summary>Takes the next message's stamp.</summary>
    public void Add(in ExportHeader header, long message)
    {
        if (_marks.Count >= ExportLimits.MaxDays)
        {
            return;
        }

        if (_marks.Count == 0 || !IsSameDay(_marks[^1].Header, header))
        {
            _marks.Add(new Mark(header, message));
        }
    }

    /// <summary>The runs, and whether one of them could be read in another order just as well.</summary>
    /// <param name="usual">The locale's usual order.</param>
    public (IReadOnlyList<DateRun> Runs, bool IsAmbiguous) Decide(DateOrder usual)
    {
        if (_marks.Count == 0)
        {
            return ([new DateRun(0, usual)], false);
        }

        byte[] orders = FindCheapest(usual);
        List<DateRun> runs = [];
        bool isAmbiguous = false;
        int start = 0;
        for (int i = 1; i <= orders.Length; i++)
        {
            if (i == orders.Length || orders[i] != orders[start])
            {
                runs.Add(new DateRun(runs.Count == 0 ? 0 : _marks[start].Message, (DateOrder)orders[start]));
                isAmbiguous |= IsAmbiguous(start, i, (DateOrder)orders[start]);
                start = i;
            }
        }

        return (runs, isAmbiguous);
    }

    // The cheapest way through the days, an order for each: what each order has cost up to a day is kept, and where it came from.
    private byte[] FindCheapest(DateOrder usual)
    {
        long[] costs = new long[Orders];
        byte[] cameFrom = new byte[_marks.Count * Orders];
        for (int order = 0; order < Orders; order++)
        {
            costs[order] = CostOfDay(0, order) + CostOfOrder(0, order, usual);
        }

        long[] next = new long[Orders];
        for (int i = 1; i < _marks.Count; i++)
        {
            int change = _marks[i].Header.Shape == _marks[i - 1].Header.Shape ? Change : ChangeWithShape;
            for (int order = 0; order < Orders; order++)
            {
                long best = long.MaxValue;
                for (int before = 0; before < Orders; before++)
                {
                    long cost = costs[before] + CostOfStep(i, before, order) + (before == order ? 0 : change + CostOfOrder(i, order, usual));
                    if (cost < best || (cost == best && before == order))
                    {
                        best = cost;
                        cameFrom[(i * Orders) + order] = (byte)before;
                    }
                }

                next[order] = best + CostOfDay(i, order);
            }

            (costs, next) = (next, costs);
        }

        byte[] orders = new byte[_marks.Count];
        orders[^1] = (byte)Array.IndexOf(costs, costs.Min());
        for (int i = orders.Length - 1; i > 0; i--)
        {
            orders[i - 1] = cameFrom[(i * Orders) + orders[i]];
        }

        return orders;
    }

    private int CostOfOrder(int mark, int order, DateOrder usual)
    {
        ExportHeader header = _marks[mark].Header;
        if (ExportCalendar.YearIsFirst(header))
        {
            return order == (int)DateOrder.YearMonthDay ? 0 : Impossible;
        }

        return order == (int)usual ? 0 : order == (int)DateOrder.YearMonthDay ? YearFirstOfTwoDigits : Unusual;
    }

    private long CostOfDay(int mark, int order) => Day(mark, order) is not { } day ? Impossible : calendar.IsFuture(day) ? Future : 0;

    private long CostOfStep(int mark, int before, int order) =>
        Day(mark - 1, before) is { } from && Day(mark, order) is { } to && to < from ? Backwards : 0;

    private DateOnly? Day(int mark, int order) => calendar.DayOf(_marks[mark].Header, (DateOrder)order);

    private bool IsAmbiguous(int start, int end, DateOrder order)
    {
        if (order == DateOrder.YearMonthDay)
        {
            return false;
        }

        int other = (int)(order == DateOrder.DayMonthYear ? DateOrder.MonthDayYear : DateOrder.DayMonthYear);
        long less = 0;
        bool differs = false;
        for (int i = start; i < end; i++)
        {
            less += CostOfDay(i, other) - CostOfDay(i, (int)order);
            less += i == start ? 0 : CostOfStep(i, other, other) - CostOfStep(i, (int)order, (int)order);
            differs |= _marks[i].Header.First != _marks[i].Header.Second;
        }

        return differs && less <= 0;
    }

    private static bool IsSameDay(in ExportHeader left, in ExportHeader right) =>
        left.First == right.First && left.Second == right.Second && left.Third == right.Third && left.Shape == right.Shape;
}
