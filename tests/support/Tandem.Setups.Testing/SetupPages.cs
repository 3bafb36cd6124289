namespace Tandem.Setups.Testing;

/// <summary>The pages that a browser opens.</summary>
internal static class SetupPages
{
    public static string SignIn(string api, string refreshApi) => $$"""
        <!doctype html>
        <title>waiting</title>
        <script type="module">
        const call = (origin, path, body) => fetch(`${origin}/api/auth/${path}`, {
          method: 'POST', credentials: 'include',
          ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        });
        let outcome;
        try {
          const login = await call('{{api}}', 'login', {{RunningSetup.LoginBody}});
          const refresh = await call('{{refreshApi}}', 'refresh');
          outcome = refresh.ok ? 'refreshed' : `failed: sign-in ${login.status}, refresh ${refresh.status}`;
        } catch (error) {
          outcome = `failed: ${error}`;
        }
        document.title = outcome;
        parent.postMessage(outcome, '*');
        </script>
        """;

    public static string Frame(string page) => $$"""
        <!doctype html>
        <title>waiting</title>
        <script>
        addEventListener('message', (event) => { if (typeof event.data === 'string') document.title = event.data; });
        </script>
        <iframe src="{{page}}/"></iframe>
        """;
}
