namespace Satchel.Server.Background;

/// <summary>Something that is done now and then by exactly one of the servers that share a database.</summary>
internal interface IBackgroundWork
{
    /// <summary>What its lease is called.</summary>
    string Name { get; }

    /// <summary>How long after one run the next is due.</summary>
    TimeSpan Interval { get; }

    /// <summary>Does what there is to do. Whatever it changes in the database goes through the lease.</summary>
    Task RunAsync(Lease lease, CancellationToken cancellationToken);
}
