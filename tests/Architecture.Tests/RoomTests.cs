using System.Reflection;
using Microsoft.AspNetCore.Components;
using Shouldly;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Web.Components;
using Xunit;

namespace VanLang.Architecture.Tests;

/// <summary>The rules of <c>docs/architecture.md</c> that a machine can check.</summary>
public sealed class RoomTests
{
    static readonly Dictionary<string, int> Floors = new()
    {
        ["Transparency"] = 1, ["Kernel"] = 1, ["Printing"] = 1, ["Web"] = 1,
        ["Directory"] = 2, ["Access"] = 2, ["Identity"] = 2, ["Forms"] = 2, ["Rules"] = 2, ["Processes"] = 2, ["Signing"] = 2, ["Ledger"] = 2, ["Operating"] = 2, ["Designing"] = 2,
        ["OneStop"] = 3,
    };

    /// <summary>What every room may use, and is no room that is composed.</summary>
    static readonly string[] Foundations = ["Kernel", "Transparency"];

    static IEnumerable<Room> AllRooms => Rooms.All().Rooms;

    public static TheoryData<string> RoomNames => [.. AllRooms.Select(room => room.Name)];

    static Assembly AssemblyOf(string room) => AllRooms.Single(r => r.Name == room).Assembly;

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_uses_rooms_of_lower_floors_and_of_its_own_floor_only(string room)
    {
        string[] above = [.. References(AssemblyOf(room)).Where(other => Floors[other] > Floors[room])];
        above.ShouldBeEmpty();
    }

    [Fact]
    public void Rooms_of_one_floor_do_not_use_each_other_in_circles()
    {
        foreach (string room in Floors.Keys.Except(Foundations))
            Reachable(room).ShouldNotContain(room);
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Outside_Contracts_only_the_room_its_components_and_views_are_public(string room)
    {
        if (Floors[room] == 1)
            return;
        string[] exposed =
        [
            .. AssemblyOf(room).GetExportedTypes()
                .Where(type => !type.IsNested
                    && type.Namespace?.EndsWith(".Contracts", StringComparison.Ordinal) != true
                    && !typeof(Room).IsAssignableFrom(type)
                    && !typeof(IComponent).IsAssignableFrom(type)
                    && !type.Name.EndsWith("View", StringComparison.Ordinal)
                    && !type.Name.EndsWith("Texts", StringComparison.Ordinal)
                    && type.Name != "_Imports")
                .Select(type => type.FullName!),
        ];
        exposed.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Every_page_says_who_may_open_it(string room)
    {
        string[] silent =
        [
            .. AssemblyOf(room).GetExportedTypes()
                .Where(type => type.GetCustomAttributes<RouteAttribute>().Any() && !type.GetCustomAttributes<AccessRequirementAttribute>().Any())
                .Select(type => type.FullName!),
        ];
        silent.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Classes_that_nobody_inherits_are_sealed(string room)
    {
        Type[] types = AssemblyOf(room).GetTypes();
        string[] open =
        [
            .. types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, Name: not "_Imports" }
                    && !typeof(IComponent).IsAssignableFrom(type)
                    && type.Name[0] != '<'
                    && type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null
                    && !types.Any(other => other.BaseType == type))
                .Select(type => type.FullName!),
        ];
        open.ShouldBeEmpty();
    }

    [Fact]
    public void A_permission_that_a_page_asks_for_is_declared_by_a_room()
    {
        HashSet<string> declared = [.. AllRooms.SelectMany(room => room.Permissions).Select(permission => permission.Name)];
        AllRooms.SelectMany(room => room.Assembly.GetExportedTypes())
            .SelectMany(type => type.GetCustomAttributes<RequiresPermissionAttribute>())
            .Select(requirement => requirement.Permission)
            .Where(permission => !declared.Contains(permission))
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_loads_something_is_rendered_when_it_is_there()
    {
        Type[] tooEarly =
        [
            .. from type in Rooms.All().Assemblies.SelectMany(assembly => assembly.GetTypes())
               where typeof(ComponentBase).IsAssignableFrom(type) && !typeof(LoadedComponent).IsAssignableFrom(type)
               where type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Any(method => method.Name is "OnInitializedAsync" or "OnParametersSetAsync")
               select type,
        ];
        tooEarly.ShouldBeEmpty();
    }

    [Fact]
    public void Every_expected_failure_has_a_code_of_its_own_and_a_message_in_both_languages()
    {
        ErrorCode[] codes =
        [
            .. Rooms.All().Assemblies.SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field.FieldType == typeof(ErrorCode))
                .Select(field => (ErrorCode)field.GetValue(null)!),
        ];
        codes.ShouldNotBeEmpty();
        codes.GroupBy(code => code.Code).Where(group => group.Distinct().Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        string[] speechless =
        [
            .. from code in codes.Distinct()
               from language in new[] { "", "en" }
               where Texts.Of(code.Texts, language)?.ContainsKey(code.Code) != true
               select $"{code.Code} [{(language.Length == 0 ? "vi" : language)}]",
        ];
        speechless.ShouldBeEmpty();
    }

    static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("VanLang.", StringComparison.Ordinal)).Select(name => name["VanLang.".Length..]);

    static HashSet<string> Reachable(string room)
    {
        HashSet<string> seen = [];
        Queue<string> next = new(References(AssemblyOf(room)));
        while (next.TryDequeue(out string? other))
        {
            if (!Foundations.Contains(other) && seen.Add(other))
                foreach (string further in References(AssemblyOf(other)))
                    next.Enqueue(further);
        }

        return seen;
    }
}
