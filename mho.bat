@echo off
rem Runs mho from its unpacked archive on Windows.
rem
rem   JAVA_HOME      the JDK to use, 17 or newer; without it, the java on the PATH
rem   MHO_JAVA_OPTS  further options for the virtual machine, for example -Xmx8g; they win
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseParallelGC -XX:MaxRAMPercentage=50 -Dorg.bytedeco.javacpp.maxBytes=50%% ^
  -Dorg.bytedeco.javacpp.maxPhysicalBytes=200%% -Dfile.encoding=UTF-8 -Xlog:disable ^
  -Xlog:all=error:stderr %MHO_JAVA_OPTS% -cp "%~dp0lib\*" dev.mho.experiments.cli.Mho %*
exit /b %errorlevel%
