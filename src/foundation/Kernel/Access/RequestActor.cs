namespace VanLang.Kernel.Access;

/// <summary>
/// Who makes this request, for pages of rooms that stand below Identity; one per request (scoped). Identity sets it before the page runs; rooms
/// above ask its <c>CurrentActor</c>, which knows more.
/// </summary>
public sealed class RequestActor
{
    public Actor Actor { get; set; } = Actor.Nobody;
}
