namespace Satchel.Server.Tests.Background;

public sealed class BackgroundWorkOnSqliteTests() : BackgroundWorkTests(onPostgreSql: false);
